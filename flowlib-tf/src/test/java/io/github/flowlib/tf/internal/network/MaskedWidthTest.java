package io.github.flowlib.tf.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.train.Training;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedWidthTest {

  /** Not a word. */
  private static void assertFits(ModelSpec spec) {
    assertThat(MaskedWidth.of(spec)).isEmpty();
  }

  @Test
  void aLayerThatIsTooNarrowIsNamed() {
    assertThat(MaskedWidth.of(MAF.builder().dimension(6).standardize().hidden(16, 4).build()))
        .contains(
            "transform 1 (Autoregressive) has a hidden layer of 4 units, too few for an autoregressive"
                + " transform of 6 values: the parameters of some values cannot depend on the value just"
                + " before; make hidden layers of at least 5 units");
    assertFits(MAF.builder().dimension(6).hidden(5, 5).build());
    assertThat(MaskedWidth.of(IAF.builder().dimension(6).context(2).hidden(5).build()))
        .as("one more unit for the context")
        .hasValueSatisfying(text -> assertThat(text).contains("at least 6 units"));
    assertFits(IAF.builder().dimension(6).context(2).hidden(6).build());
    assertThat(MaskedWidth.of(MAF.builder().dimension(130).build()))
        .as("the default is 128")
        .isPresent();
    assertFits(MAF.builder().dimension(129).build());
  }

  @Test
  void otherNetworksMayBeNarrow() {
    assertFits(MAF.builder().dimension(6).hidden().build());
    assertFits(MAF.builder().dimension(1).hidden(1).build());
    assertFits(RealNVP.builder().dimension(6).hidden(1).build());
    assertFits(VAE.builder().dimension(6).latent(4).hidden(1).build());
  }

  @Test
  void aPriorIsAFlow() {
    assertThat(
            MaskedWidth.of(
                VAE.builder()
                    .dimension(6)
                    .latent(4)
                    .prior(MAF.builder().dimension(4).hidden(2).build())
                    .build()))
        .isPresent();
  }

  /** With as many units as are asked for, every value is told all before it; with fewer, not. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void whatIsCalledEnoughIsEnough(int units) {
    int d = 5;
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[200][d];
    for (float[] row : rows) {
      row[0] = (float) random.nextGaussian();
      for (int j = 1; j < d; j++) {
        row[j] = (float) (0.6 * row[j - 1] + 0.8 * random.nextGaussian());
      }
    }
    FlowSpec spec = MAF.builder().dimension(d).layers(1).hidden(units).build();
    try (FlowModel flow = Models.create(spec)) {
      flow.fit(
          Dataset.of(rows),
          Training.builder().epochs(5).batchSize(50).learningRate(0.03).quiet().build());
      float[][] noise = flow.distribution().toNoise(rows);
      boolean all = true;
      for (int j = 1; j < d; j++) {
        float[][] moved = Dataset.of(rows).toArray();
        for (float[] row : moved) {
          row[j - 1] += 0.5f;
        }
        float[][] after = flow.distribution().toNoise(moved);
        boolean isTold = false;
        for (int i = 0; i < rows.length; i++) {
          isTold |= after[i][j] != noise[i][j];
        }
        all &= isTold;
      }
      assertThat(all).isEqualTo(MaskedWidth.of(spec).isEmpty());
    }
  }
}
