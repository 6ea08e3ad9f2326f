package io.github.flowlib.samples.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.flowlib.Models;
import io.github.flowlib.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * The conditional variational autoencoder that comes with the samples: trained on MNIST by the
 * command that {@code models/provenance.json} names. So digits can be drawn without data and
 * without training.
 */
public final class TrainedCvae {

  private static final String ROOT = "cvae/";
  private static final String MANIFEST = "manifest.json";

  private TrainedCvae() {}

  /**
   * Reads the model.
   *
   * @return the model; close it
   * @throws IOException if it is missing or cannot be read
   */
  public static Model<?> load() throws IOException {
    URL manifest = TrainedCvae.class.getResource(ROOT + MANIFEST);
    if (manifest == null) {
      throw new IOException(
          "the trained model of the samples is missing from this build; name another one with --model");
    }
    if (manifest.getProtocol().equals("file")) {
      return Models.load(directoryOf(manifest));
    }
    return loadCopy();
  }

  private static Path directoryOf(URL manifest) throws IOException {
    try {
      Path directory = Path.of(manifest.toURI()).getParent();
      if (directory == null) {
        throw new IOException(manifest + " has no directory");
      }
      return directory;
    } catch (URISyntaxException e) {
      throw new IOException(manifest + " is no path", e);
    }
  }

  /** Out of an archive: TensorFlow reads files only. */
  private static Model<?> loadCopy() throws IOException {
    Path copy = Files.createTempDirectory("flowlib-cvae");
    try {
      copy(MANIFEST, copy);
      JsonNode files = new ObjectMapper().readTree(copy.resolve(MANIFEST).toFile()).path("files");
      for (Iterator<String> names = files.fieldNames(); names.hasNext(); ) {
        copy(names.next(), copy);
      }
      return Models.load(copy);
    } finally {
      MoreFiles.deleteRecursively(copy, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private static void copy(String name, Path directory) throws IOException {
    Path target = directory.resolve(name);
    Files.createDirectories(target.getParent());
    try (InputStream in = TrainedCvae.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IOException("the trained model of the samples lacks " + name);
      }
      Files.copy(in, target);
    }
  }
}
