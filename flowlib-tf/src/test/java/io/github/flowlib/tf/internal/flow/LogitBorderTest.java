package io.github.flowlib.tf.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Samples;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Noise beyond the ends of a logit becomes samples on its borders, as its Javadoc says. */
class LogitBorderTest {

  private static final int COUNT = 100_000;

  /** Φ(log α − log(1 − α)) for α = 0.05. */
  private static final double BEYOND = 0.0016181;

  private static FlowModel flow(double alpha) {
    return Models.create(
        new FlowSpec(
            EventShape.vector(1),
            Context.none(),
            Dequantization.none(),
            ImmutableList.of(new Logit(alpha, 0, 1)),
            Base.normal()));
  }

  private static double share(float[][] rows, float value) {
    return Arrays.stream(rows).filter(row -> row[0] == value).count() / (double) rows.length;
  }

  @Test
  void whatLiesBeyondTheEndsBecomesExactlyZeroOrOne() {
    try (FlowModel flow = flow(0.05)) {
      Distribution p = flow.distribution();
      Samples samples = p.sampleAndLogProb(COUNT, 1, 1);
      double error = 4 * Math.sqrt(BEYOND / COUNT);
      assertThat(share(samples.rows(), 0)).isCloseTo(BEYOND, within(error));
      assertThat(share(samples.rows(), 1)).isCloseTo(BEYOND, within(error));
      // All of them have the density of the border itself.
      double border = p.logProb(new float[][] {{0}})[0];
      for (int i = 0; i < COUNT; i++) {
        if (samples.rows()[i][0] == 0) {
          assertThat(samples.logProb()[i]).isEqualTo(border);
        }
      }
    }
  }

  /** The density is that without the two atoms. */
  @Test
  void theIntegralOverTheIntervalLacksWhatLiesBeyond() {
    int cells = 20_000;
    float[][] middles = new float[cells][1];
    for (int i = 0; i < cells; i++) {
      middles[i][0] = (i + 0.5f) / cells;
    }
    try (FlowModel flow = flow(0.05)) {
      double integral =
          Arrays.stream(flow.distribution().logProb(middles)).map(Math::exp).sum() / cells;
      assertThat(integral).isCloseTo(1 - 2 * BEYOND, within(1e-5));
    }
  }

  @Test
  void aSmallAlphaPutsTheEndsOutOfReach() {
    try (FlowModel flow = flow(1e-6)) {
      float[][] rows = flow.distribution().sample(COUNT, 1);
      assertThat(share(rows, 0)).isZero();
      assertThat(share(rows, 1)).isZero();
    }
  }
}
