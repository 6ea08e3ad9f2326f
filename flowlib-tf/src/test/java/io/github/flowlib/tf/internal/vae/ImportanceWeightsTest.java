package io.github.flowlib.tf.internal.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.ImportanceEstimate;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.graph.GraphSessions;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.rows.Batch;
import io.github.flowlib.tf.internal.rows.Condition;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A weight of an importance sample that is not a number is a fault, and does not pass for 0. */
class ImportanceWeightsTest {

  private static final VaeSpec SPEC =
      VAE.builder().dimension(2).latent(2).hidden(4).likelihood(Likelihood.normal(0.1)).build();

  private static final float[][] ROWS = {{0, 1}, {1, 0}};

  private static TensorFlowVae broken(String bias) {
    TensorFlowVae vae = TensorFlowVae.create(SPEC, 1, Device.cpu());
    float[] values = vae.session().read(vae.session().variables().all()).get(bias).clone();
    Arrays.fill(values, Float.NaN);
    vae.session().assign(Map.of(bias, values));
    return vae;
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder/last/bias", "decoder/last/bias"})
  void weightsThatAreNoNumbersAreAnError(String bias) {
    try (TensorFlowVae vae = broken(bias)) {
      String message =
          "s of every row must be numbers, but row 0 has one that is NaN; weights of this model are"
              + " so large that float32 overflows, or are no numbers: train it anew with a smaller"
              + " learningRate or a clipNorm, or import other weights";
      assertThatIllegalStateException()
          .isThrownBy(() -> vae.distribution().logProb(ROWS, 5, 1))
          .withMessage("the importance weight" + message);
      assertThatIllegalStateException()
          .isThrownBy(() -> vae.logProb(Dataset.of(ROWS), 5))
          .withMessage("the importance weight" + message);
      assertThatIllegalStateException()
          .isThrownBy(() -> vae.distribution().elbo(ROWS, 5, 1))
          .withMessage("the bound" + message);
    }
  }

  @Test
  void theEffectiveSampleSizeIsThatOfTheWeights() {
    int k = 40;
    VaeSpec wide =
        VAE.builder().dimension(2).latent(2).hidden(4).likelihood(Likelihood.normal(1)).build();
    try (TensorFlowVae vae = TensorFlowVae.create(wide, 3, Device.cpu())) {
      ImportanceEstimate estimate = vae.distribution().importanceEstimate(ROWS, k, 7);
      double[] logWeights = logWeights(vae, k, 7);
      for (int row = 0; row < ROWS.length; row++) {
        double[] weights =
            Arrays.stream(logWeights, row * k, (row + 1) * k).map(Math::exp).toArray();
        double sum = Arrays.stream(weights).sum();
        double squares = Arrays.stream(weights).map(weight -> weight * weight).sum();
        assertThat(estimate.effectiveSampleSize()[row])
            .isCloseTo(sum * sum / squares, withinPercentage(1e-6));
        assertThat(estimate.logProb()[row]).isCloseTo(Math.log(sum / k), within(1e-9));
      }
      assertThat(vae.distribution().logProb(ROWS, k, 7)).containsExactly(estimate.logProb());
      assertThat(vae.importanceEstimate(Dataset.of(ROWS), 1).effectiveSampleSize())
          .containsExactly(new double[] {1, 1}, within(1e-12));
    }
  }

  private static double[] logWeights(TensorFlowVae vae, int k, long seed) {
    VaeHeads heads = vae.heads();
    try (Run run = new Run(vae.session())) {
      heads.inputs.feed(run, Batch.of(ROWS, 0, ROWS.length, 2, new Condition.None()));
      heads.seed.feed(run, seed, 0);
      run.feed(heads.samples, TInt32.scalarOf(k));
      run.fetch(heads.logWeights);
      return Tensors.doubles((TFloat64) run.run().get(0));
    }
  }

  /** A row so far away that its square overflows has a density of 0, whatever the weights gave. */
  @Test
  void aRowBeyondFloat32HasNoDensity() {
    float[][] far = {{3e38f, -3e38f}, {0, 0}};
    try (TensorFlowVae vae = TensorFlowVae.create(SPEC, 3, Device.cpu())) {
      double[] logProb = vae.distribution().logProb(far, 5, 1);
      assertThat(logProb[0]).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(logProb[1]).isFinite();
      assertThat(vae.distribution().importanceEstimate(far, 5, 1).effectiveSampleSize()[0])
          .isZero();
      assertThat(vae.distribution().elbo(far, 5, 1).values()[0])
          .isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  /** A graph cannot throw with words; what it must not do is to answer as if nothing were wrong. */
  @ParameterizedTest
  @ValueSource(strings = {"encoder/last/bias", "decoder/last/bias"})
  void theSignatureAnswersThatItIsNoNumber(String bias, @TempDir Path directory) throws Exception {
    try (VaeModel vae = broken(bias)) {
      vae.save(directory.resolve("vae"));
    }
    try (SavedModelBundle bundle = GraphSessions.load(directory.resolve("vae"));
        TFloat32 x = Tensors.of(new float[] {0, 1, 1, 0}, Shape.of(2, 2));
        TInt32 samples = TInt32.scalarOf(5);
        TInt64 seed = TInt64.scalarOf(1);
        Result answer =
            bundle.function("log_prob").call(Map.of("x", x, "samples", samples, "seed", seed))) {
      assertThat(((TFloat64) answer.get("log_prob").orElseThrow()).getDouble(0)).isNaN();
    }
  }
}
