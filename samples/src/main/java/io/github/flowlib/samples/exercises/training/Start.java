package io.github.flowlib.samples.exercises.training;

import com.google.common.io.ByteStreams;
import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.models.ShippedModel;
import io.github.flowlib.samples.results.WorkDirectory;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Coupling;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Transform;
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
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The weights of another flow as those that a training begins with. Weights of labels that it lacks
 * begin at zero: so an image flow that is told the digit begins as the same density as one that is
 * not, and learns from there what labels add. An embedding of labels begins with weights of its
 * own, because nothing would be learned of a zero that is multiplied by zeros.
 */
public sealed interface Start {

  /** A model that comes with the samples. */
  record Shipped(ShippedModel model) implements Start {

    @Override
    public Model<?> load() throws IOException {
      return model.load();
    }

    @Override
    public String toString() {
      return model.toString();
    }
  }

  /** A saved model. */
  record Saved(Path directory) implements Start {

    @Override
    public Model<?> load() throws IOException {
      return Models.load(directory);
    }

    @Override
    public String toString() {
      return directory.toString();
    }
  }

  /** Rows that a new flow sees before it can tell its arrays; their statistics are replaced. */
  int FEW = 100;

  /** Where the length of its header stands in a file of NumPy, in version 1.0. */
  int HEADER_LENGTH = 8;

  int HEADER = 10;

  /** Begins the names of an embedding's arrays. */
  String EMBEDDING = "embedding/";

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
   * Checks that a flow can begin with it: both have the same transforms and noise, or there the
   * standard normal and here a normal that is learned and begins as that; and the same context,
   * unless that is read by residual networks alone, which have weights of their own for it.
   *
   * @param spec of the flow
   * @throws IOException if the other cannot be read
   * @throws SettingException if it cannot
   */
  default void check(FlowSpec spec) throws IOException {
    try (Model<?> other = load()) {
      SettingException.check(
          other instanceof FlowModel, "start", "must be a flow, but %s is an autoencoder", this);
      FlowSpec given = ((FlowModel) other).spec();
      SettingException.check(
          given.transforms().equals(spec.transforms()) && beginsAs(given.base(), spec.base()),
          "start",
          "must be a flow of the same transforms and noise as the new one, but %s is another; name"
              + " the preset and the settings that it was made with",
          this);
      SettingException.check(
          given.context().equals(spec.context())
              || (given.context() instanceof Context.None
                  && spec.transforms().stream().allMatch(Start::readsContextApart)),
          "start",
          "must be a flow of the same context as the new one, but %s knows %s, and the new one %s;"
              + " only image flows of several scales can begin without labels and learn them",
          this,
          given.context(),
          spec.context());
    }
  }

  /** A learned normal begins as the standard normal. */
  private static boolean beginsAs(Base given, Base base) {
    return base.equals(given)
        || (given instanceof Base.Normal && base instanceof Base.DiagonalNormal);
  }

  private static boolean readsContextApart(Transform transform) {
    return !(transform instanceof Coupling coupling)
        || coupling.conditioner() instanceof Conditioner.ResNet;
  }

  /**
   * Gives its weights to a new flow.
   *
   * @param flow takes them, and passed the {@linkplain #check check}
   * @param digits some of which the flow sees before
   * @throws IOException if the other cannot be read
   */
  default void giveTo(FlowModel flow, Digits digits) throws IOException {
    int few = Math.min(FEW, digits.train().rows());
    flow.fit(digits.train().head(few), Training.builder().epochs(1).batchSize(few).quiet().build());
    try (WorkDirectory directory = WorkDirectory.of("start");
        Model<?> other = load()) {
      Path npz = directory.path().resolve("weights.npz");
      other.exportWeights(npz);
      Map<String, byte[]> given = read(npz);
      flow.exportWeights(npz);
      Map<String, byte[]> own = read(npz);
      own.replaceAll(
          (name, array) ->
              given.getOrDefault(name, name.startsWith(EMBEDDING) ? array : zeros(array)));
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
