package io.github.flowlib.samples.models;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.flowlib.Models;
import io.github.flowlib.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Models that come with the samples, trained on MNIST: so digits can be drawn without data and
 * without training. A file of JSON beside each tells how it was trained, and its test figures.
 */
public enum ShippedModel {

  /** The conditional variational autoencoder of exercise 3. */
  CVAE("cvae"),

  /** An image flow of several scales that knows no labels. */
  MULTI_SCALE_REALNVP("multi-scale-realnvp"),

  /** The same, conditional on the digit. */
  CONDITIONAL_MULTI_SCALE_REALNVP("conditional-multi-scale-realnvp");

  private final String name;

  ShippedModel(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }

  /**
   * Where the model is from.
   *
   * @return a file of JSON
   * @throws IOException if it is missing
   */
  public URL provenance() throws IOException {
    return resource(".json");
  }

  /**
   * Reads the model.
   *
   * @return the model; close it
   * @throws IOException if it is missing or cannot be read
   */
  public Model<?> load() throws IOException {
    Path directory = Files.createTempDirectory("flowlib-" + name);
    try {
      unpack(resource(".zip"), directory);
      return Models.load(directory);
    } finally {
      MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private URL resource(String suffix) throws IOException {
    @Nullable URL resource = ShippedModel.class.getResource(name + suffix);
    if (resource == null) {
      throw new IOException(
          "the model "
              + name
              + " of the samples is missing from this build; name another one with --model");
    }
    return resource;
  }

  private static void unpack(URL archive, Path directory) throws IOException {
    try (InputStream in = archive.openStream();
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = directory.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.copy(zip, target);
      }
    }
  }
}
