package io.github.flowlib.samples.exercises.measurement;

import io.github.flowlib.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Takes the weights of one model into another that has a part of it, by {@link Model#exportWeights}
 * and {@link Model#importWeights}.
 */
public final class WeightsCopy {

  private WeightsCopy() {}

  /**
   * Copies arrays.
   *
   * @param from has the weights
   * @param to gets them
   * @param names an array's name in the one → its name in the other; empty if it has none there
   * @throws IOException if weights cannot be written or read, or do not fit
   */
  public static void copy(Model<?> from, Model<?> to, Function<String, Optional<String>> names)
      throws IOException {
    Path all = Files.createTempFile("flowlib-", ".npz");
    Path some = Files.createTempFile("flowlib-", ".npz");
    try {
      from.exportWeights(all);
      // An .npz is a ZIP archive with an entry for each array.
      try (ZipInputStream in = new ZipInputStream(Files.newInputStream(all));
          ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(some))) {
        out.setLevel(Deflater.NO_COMPRESSION); // noise does not shrink
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          Optional<String> name = names.apply(entry.getName());
          if (name.isPresent()) {
            out.putNextEntry(new ZipEntry(name.get()));
            in.transferTo(out);
          }
        }
      }
      to.importWeights(some);
    } finally {
      Files.deleteIfExists(all);
      Files.deleteIfExists(some);
    }
  }
}
