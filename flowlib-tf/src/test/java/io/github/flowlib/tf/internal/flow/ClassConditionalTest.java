package io.github.flowlib.tf.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.tf.Fixtures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Flows on classes: what they draw, how they score, and Bayes' rule. */
class ClassConditionalTest {

  private static final Dataset TEST = Fixtures.images(200, 2);
  private static FlowModel flow;

  @BeforeAll
  static void train() {
    flow = Models.create(Fixtures.conditionalImageFlow(), 3);
    flow.fit(Fixtures.images(2000, 1), Fixtures.quick(60).build());
  }

  @AfterAll
  static void close() {
    flow.close();
  }

  @Test
  void samplesOfAClassLookLikeIt() {
    for (int label = 0; label < 3; label++) {
      double ink = 0;
      int inked = 0;
      for (float[] row : flow.given(label).sample(200, 5)) {
        for (int j = 0; j < row.length; j++) {
          if ((j / 4 + label) % 3 != 0) {
            ink += row[j];
            inked++;
          }
        }
      }
      // The data: 80 + 60 · label plus 0 to 39.
      assertThat(ink / inked).isCloseTo(99.5 + 60 * label, within(12.0));
    }
  }

  @Test
  void aLabelPerRowIsTheSameAsOneForAll() {
    float[][] rows = TEST.head(3).toArray();
    double[] mixed = flow.given(new int[] {2, 0, 1}).logProb(rows);
    assertThat(mixed)
        .containsExactly(
            new double[] {
              flow.given(2).logProb(rows)[0],
              flow.given(0).logProb(rows)[1],
              flow.given(1).logProb(rows)[2]
            },
            within(1e-3));
  }

  @Test
  void theMarginalIsTheLogOfTheMeanDensity() {
    float[][] rows = TEST.head(20).toArray();
    double[] marginal = flow.marginalLogProb(rows);
    for (int i = 0; i < rows.length; i++) {
      double own = flow.given(TEST.label(i)).logProb(rows)[i];
      double sum = 0;
      for (int y = 0; y < 3; y++) {
        sum += Math.exp(flow.given(y).logProb(rows)[i] - own);
      }
      assertThat(marginal[i]).isCloseTo(own + Math.log(sum / 3), within(1e-6));
    }
  }

  @Test
  void classifyFollowsBayes() {
    int[] predicted = flow.classify(TEST.toArray());
    int right = 0;
    for (int i = 0; i < predicted.length; i++) {
      right += predicted[i] == TEST.label(i) ? 1 : 0;
    }
    assertThat(right / (double) predicted.length).isGreaterThan(0.95);
    assertThat(flow.classify(new float[0][])).isEmpty();
  }

  @Test
  void aFarAwayRowHasAFiniteMarginal() {
    ClassScores scores = new ClassScores(new double[][] {{-1e5, -3}, {-1e5 - 1, -3}});
    assertThat(scores.marginal()[0])
        .isCloseTo(-1e5 + Math.log1p(Math.exp(-1)) - Math.log(2), within(1e-9));
    assertThat(scores.marginal()[1]).isCloseTo(-3, within(1e-12));
    assertThat(scores.argmax()).containsExactly(0, 0);
  }

  @Test
  void aFlowWithoutClassesHasNoMarginal() {
    try (FlowModel plain = Models.create(Fixtures.moonsFlow())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> plain.marginalLogProb(new float[][] {{0, 0}}))
          .withMessageContaining("this model is not conditional");
      assertThatIllegalStateException().isThrownBy(() -> plain.classify(new float[][] {{0, 0}}));
    }
  }
}
