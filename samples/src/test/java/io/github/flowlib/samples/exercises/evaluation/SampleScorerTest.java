package io.github.flowlib.samples.exercises.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.SyntheticDigits;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SampleScorerTest {

  private static final Dataset TRAIN = SyntheticDigits.generate(800, 1);

  private static SampleScorer scorer;

  @BeforeAll
  static void train() {
    scorer =
        SampleScorer.train(TRAIN, SyntheticDigits.generate(400, 2), 0, (epoch, epochs, loss) -> {});
  }

  @AfterAll
  static void close() {
    scorer.close();
  }

  @Test
  void digitsOfTheSameKindAreNear() {
    Dataset others = SyntheticDigits.generate(400, 3);
    SampleQuality quality =
        scorer.score(others.toArray(), others.labels(), 0.7, Scored.DECODER_MEANS);

    ClassifierMetrics real = scorer.metrics();
    assertThat(real.testAccuracy()).isGreaterThan(0.85);
    assertThat(real.trainRows()).isEqualTo(800);
    assertThat(real.testRows()).isEqualTo(400);
    assertThat(real.referenceRows()).isEqualTo(400);
    assertThat(quality.scored()).hasToString("decoder means");
    assertThat(quality.temperature()).isEqualTo(0.7);
    assertThat(quality.samples()).isEqualTo(400);
    assertThat(quality.accuracy()).isGreaterThan(0.85);
    assertThat(quality.frechetDistance())
        .isLessThan(3 * real.frechetDistance())
        .isGreaterThan(real.frechetDistance() / 3);
    assertThat(quality.frechetDistanceStandardError()).isPositive();
  }

  @Test
  void noiseIsFarAndSaysNothing() {
    SplittableRandom random = new SplittableRandom(0);
    float[][] noise = new float[400][784];
    for (float[] row : noise) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextInt(256);
      }
    }

    SampleQuality quality = scorer.score(noise, null, 1, Scored.DRAWS);

    assertThat(quality.accuracy()).isNull();
    assertThat(quality.frechetDistance()).isGreaterThan(10 * scorer.metrics().frechetDistance());
    assertThat(scorer.score(noise, scorer.labels(), 1, Scored.DRAWS).accuracy()).isLessThan(0.3);
  }

  @Test
  void asManySamplesAsTestImages() {
    assertThat(scorer.samples()).isEqualTo(400);
    assertThat(scorer.labels()).hasSize(400).startsWith(0, 1, 2).endsWith(8, 9);
  }

  @Test
  void oneTestImageHasNoDistance() {
    try (SampleScorer tiny =
        SampleScorer.train(
            TRAIN.head(40), SyntheticDigits.generate(1, 2), 0, (epoch, epochs, loss) -> {})) {
      assertThat(tiny.samples()).isEqualTo(10);
      assertThat(tiny.metrics().frechetDistance()).isNull();
      SampleQuality quality = tiny.score(TRAIN.head(10).toArray(), tiny.labels(), 1, Scored.DRAWS);
      assertThat(quality.frechetDistance()).isNull();
      assertThat(quality.frechetDistanceStandardError()).isNull();
      assertThat(quality.accuracy()).isBetween(0.0, 1.0);
    }
  }
}
