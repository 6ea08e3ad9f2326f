package io.github.flowlib.samples.exercises.training;

import com.google.common.io.ByteStreams;
import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.models.ShippedModel;
import io.github.flowlib.samples.results.WorkDirectory;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The weights of another flow as those that a training begins with. What that one lacks, such as
 * the weights of labels in image flows, begins at zero: so a flow that is told the digit begins as
 * the same density as one that is not, and can only learn what labels add.
 */
public sealed interface Start {

  /** A model that comes with the samples. */
  record Shipped(ShippedModel model) implements Start {

    @Override
    public Model<?> load() throws IOException {
      return model.load();
    }
  }

  /** A saved model. */
  record Saved(Path directory) implements Start {

    @Override
    public Model<?> load() throws IOException {
      return Models.load(directory);
    }
  }

  /** Rows that a new flow sees before it can tell its arrays; their statistics are replaced. */
  int FEW = 100;

  /** Where the length of its header stands in a file of NumPy, in version 1.0. */
  int HEADER_LENGTH = 8;

  int HEADER = 10;

  /**
   * Reads a setting.
   *
   * @param text the name of a model that comes with the samples, or a directory
   * @return where the weights are
   */
  static Start parse(String text) {
    for (ShippedModel shipped : ShippedModel.values()) {
      if (shipped.toString().equals(text)) {
        return new Shipped(shipped);
      }
    }
    return new Saved(Path.of(text));
  }

  /**
   * The other model.
   *
   * @return the model; close it
   * @throws IOException if it cannot be read
   */
  Model<?> load() throws IOException;

  /**
   * Gives its weights to a new flow.
   *
   * @param flow takes them
   * @param digits some of which the flow sees before
   * @throws IOException if the other cannot be read, or has arrays of other shapes
   * @throws SettingException if the other has arrays that the flow has no place for
   */
  default void giveTo(FlowModel flow, Digits digits) throws IOException {
    flow.fit(digits.train().head(FEW), Training.builder().epochs(1).batchSize(FEW).quiet().build());
    try (WorkDirectory directory = WorkDirectory.of("start");
        Model<?> other = load()) {
      Path npz = directory.path().resolve("weights.npz");
      other.exportWeights(npz);
      Map<String, byte[]> given = read(npz);
      flow.exportWeights(npz);
      Map<String, byte[]> own = read(npz);
      TreeSet<String> unknown = new TreeSet<>(given.keySet());
      unknown.removeAll(own.keySet());
      SettingException.check(
          unknown.isEmpty(),
          "start",
          "must be a flow whose arrays are among those of the new one, but has %s",
          unknown);
      own.replaceAll((name, array) -> given.getOrDefault(name, zeros(array)));
      write(own, npz);
      flow.importWeights(npz);
    }
  }

  private static Map<String, byte[]> read(Path npz) throws IOException {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(npz);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        arrays.put(entry.getName(), ByteStreams.toByteArray(zip));
      }
    }
    return arrays;
  }

  private static void write(Map<String, byte[]> arrays, Path npz) throws IOException {
    try (OutputStream out = Files.newOutputStream(npz);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey()));
        zip.write(array.getValue());
      }
    }
  }

  /** An array of the same shape. */
  private static byte[] zeros(byte[] npy) {
    int header =
        HEADER + ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(HEADER_LENGTH);
    byte[] zeros = new byte[npy.length];
    System.arraycopy(npy, 0, zeros, 0, header);
    return zeros;
  }
}
