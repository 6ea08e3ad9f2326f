package io.github.flowlib.samples.checks.resilience;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.IdxReader;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.Training;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * What {@link Fuzz} damages: small models and files in the format of MNIST; and how they are read.
 */
final class FuzzSubjects {

  private static final int ROWS = 40;
  private static final int SIDE = 6;
  private static final String WEIGHTS = "weights.npz";

  private FuzzSubjects() {}

  static void writeModels(Path flow, Path vae) throws IOException {
    Dataset data = tiny(ROWS, 1);
    Training training = Training.builder().epochs(1).batchSize(ROWS).quiet().build();
    try (FlowModel model = newFlow();
        VaeModel autoencoder =
            Models.create(
                VAE.builder().image(SIDE, SIDE).latent(3).hidden(7).conditional(10).build())) {
      model.fit(data, training);
      model.save(flow);
      autoencoder.fit(data, training);
      autoencoder.save(vae);
    }
  }

  private static FlowModel newFlow() {
    return Models.create(
        RealNVP.builder().image(SIDE, SIDE).couplings(2).hidden(7).conditional(10).build());
  }

  /** A run of three epochs that two checkpoints tell of. */
  static void writeCheckpoints(Path directory) throws IOException {
    Files.createDirectories(directory);
    train(Checkpoints.in(directory));
  }

  /** Goes on where the newest whole one is, or begins: the end must be the same. */
  static byte[] resume(Path directory) throws IOException {
    try {
      return train(Checkpoints.in(directory).resumed());
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static byte[] train(Checkpoints checkpoints) throws IOException {
    try (FlowModel model = newFlow()) {
      model.fit(
          tiny(ROWS, 1),
          Training.builder().epochs(3).batchSize(ROWS).checkpoints(checkpoints).quiet().build());
      return answers(model);
    }
  }

  static void writeWeights(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (FlowModel model = newFlow()) {
      model.fit(tiny(ROWS, 1), Training.builder().epochs(1).batchSize(ROWS).quiet().build());
      model.exportWeights(directory.resolve(WEIGHTS));
    }
  }

  static byte[] readWeights(Path directory) throws IOException {
    try (FlowModel model = newFlow()) {
      model.importWeights(directory.resolve(WEIGHTS));
      return answers(model);
    }
  }

  /** The middles of synthetic digits. */
  private static Dataset tiny(int rows, long seed) {
    Dataset digits = SyntheticDigits.generate(rows, seed);
    float[][] pixels = new float[rows][SIDE * SIDE];
    for (int i = 0; i < rows; i++) {
      float[] row = digits.row(i);
      for (int j = 0; j < SIDE * SIDE; j++) {
        pixels[i][j] = row[(8 + 2 * (j / SIDE)) * 28 + 8 + 2 * (j % SIDE)];
      }
    }
    return Dataset.of(pixels).withLabels(digits.labels());
  }

  static byte[] readModel(Path directory) throws IOException {
    try (Model<?> model = Models.load(directory)) {
      return answers(model);
    }
  }

  private static byte[] answers(Model<?> model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (float[] image : model.sampleEach(3, 1)) {
      for (float pixel : image) {
        out.writeFloat(pixel);
      }
    }
    return bytes.toByteArray();
  }

  static void writeIdx(Path directory, boolean packed) throws IOException {
    Files.createDirectories(directory);
    Dataset data = SyntheticDigits.generate(ROWS, 3);
    try (DataOutputStream out = idx(directory.resolve("images"), packed, 0x803, ROWS, 28, 28)) {
      for (float[] row : data.toArray()) {
        for (float pixel : row) {
          out.writeByte((int) pixel);
        }
      }
    }
    try (DataOutputStream out = idx(directory.resolve("labels"), packed, 0x801, ROWS)) {
      for (int label : data.labels()) {
        out.writeByte(label);
      }
    }
  }

  private static DataOutputStream idx(Path file, boolean packed, int magic, int... sizes)
      throws IOException {
    OutputStream raw = Files.newOutputStream(file);
    DataOutputStream out = new DataOutputStream(packed ? new GZIPOutputStream(raw) : raw);
    out.writeInt(magic);
    for (int size : sizes) {
      out.writeInt(size);
    }
    return out;
  }

  static byte[] readIdx(Path directory) throws IOException {
    Dataset data = IdxReader.read(directory.resolve("images"), directory.resolve("labels"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int i = 0; i < data.rows(); i++) {
      for (float pixel : data.row(i)) {
        out.writeFloat(pixel);
      }
      out.writeInt(data.label(i));
    }
    return bytes.toByteArray();
  }
}
