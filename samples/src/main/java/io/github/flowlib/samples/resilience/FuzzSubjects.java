package io.github.flowlib.samples.resilience;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.Vae;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.IdxReader;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.train.Training;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * What {@link Fuzz} damages: small models and files in the format of MNIST; and how they are read.
 */
final class FuzzSubjects {

  private static final int ROWS = 40;
  private static final int SIDE = 6;

  private FuzzSubjects() {}

  static void writeModels(Path flow, Path vae) throws IOException {
    Dataset data = tiny(ROWS, 1);
    Training training = Training.builder().epochs(1).batchSize(ROWS).build();
    try (FlowModel model =
            Models.create(
                RealNVP.builder()
                    .image(SIDE, SIDE)
                    .couplings(2)
                    .hidden(7)
                    .conditional(10)
                    .build());
        VaeModel autoencoder =
            Models.create(
                Vae.builder().image(SIDE, SIDE).latent(3).hidden(7).conditional(10).build())) {
      model.fit(data, training);
      model.save(flow);
      autoencoder.fit(data, training);
      autoencoder.save(vae);
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try (Model model = Models.loadAny(directory)) {
      float[][] images =
          model instanceof FlowModel flow
              ? flow.given(3).sample(2, 1)
              : ((VaeModel) model).generate(1, 2);
      for (float[] image : images) {
        for (float pixel : image) {
          out.writeFloat(pixel);
        }
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
