package io.github.flowlib.tf.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.flowlib.Models;
import io.github.flowlib.VAE;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights out of a model and into another one. */
class WeightsFileTest {

  @TempDir private Path temporary;

  private Path exported() throws IOException {
    Path file = temporary.resolve("weights.npz");
    try (FlowModel flow = Runs.flow(3)) {
      flow.fit(Runs.DATA, Runs.training().build());
      flow.exportWeights(file);
    }
    return file;
  }

  private void refused(Map<String, Npz.Array> arrays, String message) throws IOException {
    Path file = temporary.resolve("changed.npz");
    Npz.write(file, arrays);
    try (FlowModel flow = Runs.flow(1)) {
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> flow.importWeights(file))
          .withMessage(file + message);
      assertThatIllegalStateException()
          .as("nothing was taken, the statistics are not fitted")
          .isThrownBy(() -> flow.given(0).sample(1));
    }
  }

  @Test
  void theOtherModelGivesTheSameBits() throws IOException {
    Path file = temporary.resolve("weights.npz");
    try (FlowModel trained = Runs.flow(3);
        FlowModel other = Runs.flow(1)) {
      trained.fit(Runs.DATA, Runs.training().build());
      Files.writeString(file, "an earlier file");
      trained.exportWeights(file);
      other.importWeights(file);
      assertThat(other.logProb(Runs.VALIDATION)).containsExactly(trained.logProb(Runs.VALIDATION));
      other.save(temporary.resolve("model"));
    }
    assertThat(Files.readString(temporary.resolve("model/spec.json")))
        .as("nobody knows where the weights are from")
        .contains("\"trainings\" : [ ]");
    try (var files = Files.list(temporary)) {
      assertThat(files).as("nothing is left beside it").hasSize(2);
    }
  }

  /** The names of the documentation. */
  @Test
  void namesTellTheParts() throws IOException {
    assertThat(Npz.read(exported()).keySet())
        .contains(
            "00_marginals/mass",
            "01_affine_coupling/hidden0/weights",
            "01_affine_coupling/hidden0/bias",
            "01_affine_coupling/last/weights");
  }

  @Test
  void anAutoencoderAsWell() throws IOException {
    VaeSpec spec = VAE.builder().image(4, 4).latent(3).hidden(8).conditional(3).build();
    Path file = temporary.resolve("weights.npz");
    try (VaeModel vae = Models.create(spec, 1);
        VaeModel other = Models.create(spec, 2)) {
      vae.exportWeights(file);
      other.importWeights(file);
      assertThat(other.given(1).sample(5)).isDeepEqualTo(vae.given(1).sample(5));
    }
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    Map<String, Npz.Array> arrays = Npz.read(exported());
    String bias = "01_affine_coupling/hidden0/bias";

    Map<String, Npz.Array> missing = new LinkedHashMap<>(arrays);
    missing.remove(bias);
    refused(missing, " must hold " + bias + " of shape [8], but does not hold it");

    Map<String, Npz.Array> shape = new LinkedHashMap<>(arrays);
    shape.put(bias, new Npz.Array(new long[] {4, 2}, new float[8]));
    refused(shape, " must hold " + bias + " of shape [8], but holds it of shape [4, 2]");

    Map<String, Npz.Array> infinite = new LinkedHashMap<>(arrays);
    infinite.put(bias, new Npz.Array(new long[] {8}, new float[] {0, 0, Float.NaN, 0, 0, 0, 0, 0}));
    refused(infinite, " must hold finite numbers, but value 2 of " + bias + " is NaN");

    Map<String, Npz.Array> more = new LinkedHashMap<>(arrays);
    more.put("momentum", new Npz.Array(new long[] {1}, new float[1]));
    refused(
        more,
        " must hold the "
            + arrays.size()
            + " arrays of the model, but holds others as well: [momentum]; remove or rename them");
  }

  @Test
  void whatIsNotFittedIsNotExported() {
    Path file = temporary.resolve("weights.npz");
    try (FlowModel flow = Runs.flow(1)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> flow.exportWeights(file))
          .withMessage(
              "the statistics of this flow are not fitted yet; call fit(...) before its weights are"
                  + " exported");
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aTargetThatIsNoFileIsRefused() throws IOException {
    Path directory = Files.createDirectory(temporary.resolve("directory"));
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> flow.exportWeights(directory))
          .withMessage(
              directory + " must be a file to write, but is a directory; name a file in it");
    }
  }

  @Test
  void parentsAreMade() throws IOException {
    Path file = temporary.resolve("deep/er/weights.npz");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      flow.exportWeights(file);
      flow.importWeights(file);
    }
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatIsNoArchiveIsNamed() throws IOException {
    Path file = Files.writeString(temporary.resolve("weights.npz"), "no archive");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> flow.importWeights(file))
          .withMessageStartingWith(file + " is no .npz archive (");
    }
  }
}
