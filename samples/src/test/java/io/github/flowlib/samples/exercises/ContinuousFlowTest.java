package io.github.flowlib.samples.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.train.Training;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContinuousFlowTest {

  private static final Digits DIGITS = Digits.synthetic(300, 20);

  private static FlowModel trained(Preprocessing preprocessing) {
    RealNVP.Builder builder = RealNVP.builder().image(28, 28).couplings(3).hidden(16);
    FlowModel flow = Models.create(preprocessing.apply(builder).build(), 1);
    flow.fit(
        DIGITS.train(),
        Training.builder().epochs(2).batchSize(50).validation(DIGITS.validation()).build());
    return flow;
  }

  private static double norm(float[] z) {
    double squares = 0;
    for (float value : z) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / z.length);
  }

  /** Whatever u is, it is an offset within the cells of the same image. */
  @ParameterizedTest
  @EnumSource
  void anyOffsetLeadsBackToTheImage(Preprocessing preprocessing) throws IOException {
    float[][] images = DIGITS.test().head(5).toArray();
    try (FlowModel flow = trained(preprocessing);
        ContinuousFlow continuous = ContinuousFlow.of(flow, DIGITS.train(), images).orElseThrow()) {
      float[][] noise = continuous.toNoise(images, 7);

      assertThat(flow.distribution().toData(noise)).isDeepEqualTo(images);
      assertThat(noise).isNotEqualTo(flow.distribution().toNoise(images));
      assertThat(continuous.toNoise(images, 7)).isDeepEqualTo(noise);
    }
  }

  /**
   * Synthetic digits leave most pixels black in all images: there the middle is always the same.
   */
  @Test
  void drawnOffsetsGiveTheNormOfNoiseAndMiddlesDoNot() throws IOException {
    float[][] images = DIGITS.test().head(5).toArray();
    try (FlowModel flow = trained(Preprocessing.MARGINALS);
        ContinuousFlow continuous = ContinuousFlow.of(flow, DIGITS.train(), images).orElseThrow()) {
      float[] drawn = continuous.toNoise(images, 7)[0];
      float[] middle = flow.distribution().toNoise(images)[0];

      assertThat(norm(drawn)).isBetween(0.85, 1.2);
      assertThat(norm(middle)).isLessThan(0.8 * norm(drawn));
    }
  }

  @Test
  void otherTrainingImagesAreNoticed() throws IOException {
    Dataset others = Digits.synthetic(150, 20).train();
    try (FlowModel flow = trained(Preprocessing.MARGINALS)) {
      assertThat(ContinuousFlow.of(flow, others, DIGITS.test().head(5).toArray())).isEmpty();
    }
  }
}
