package io.github.flowlib.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final OptionalDouble NO_LOGIT = OptionalDouble.empty();

  /** Deviations 3, 1, −1, −3: s² = 20/3, s/√4 = √(5/3). */
  @Test
  void meanAndStandardErrorAreThoseOfTheRows() {
    Evaluation evaluation = Evaluation.of(new double[] {-1, -3, -5, -7}, 2);

    assertThat(evaluation.rows()).isEqualTo(4);
    assertThat(evaluation.dimension()).isEqualTo(2);
    assertThat(evaluation.logLikelihood()).isEqualTo(-4);
    assertThat(evaluation.standardError()).isCloseTo(1.2909944487358056, within(1e-15));
    assertThat(evaluation.logitLogLikelihood()).isEmpty();
  }

  @Test
  void standardErrorOfOneRowIsUnknown() {
    assertThat(Evaluation.of(new double[] {-5}, 2, new double[] {-3}))
        .isEqualTo(
            new Evaluation(
                1, 2, -5, Double.NaN, OptionalDouble.of(-3), OptionalDouble.of(Double.NaN), 0));
  }

  @Test
  void standardErrorSurvivesLargeMean() {
    Evaluation evaluation = Evaluation.of(new double[] {1e9 + 1, 1e9 + 2, 1e9 + 3}, 784);

    assertThat(evaluation.logLikelihood()).isEqualTo(1e9 + 2);
    assertThat(evaluation.standardError()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
  }

  @Test
  void impossibleRowsAreCounted() {
    double none = Double.NEGATIVE_INFINITY;
    Evaluation evaluation = Evaluation.of(new double[] {-1, none, -5, none}, 2);

    assertThat(evaluation.impossibleRows()).isEqualTo(2);
    assertThat(evaluation.logLikelihood()).isEqualTo(none);
    assertThat(evaluation.standardError()).isNaN();
    assertThat(evaluation.bitsPerDimension()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Evaluation.of(new double[] {-1, -2}, 2).impossibleRows()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluation(1, 2, -1, 0, NO_LOGIT, NO_LOGIT, 2))
        .withMessage("impossibleRows must be 0 to 1, but was 2");
  }

  /** The uniform distribution on 256 levels has 8 bits: log p = −784 · log 256. */
  @Test
  void bitsPerDimensionNeedNoConstant() {
    double uniform = -784 * Math.log(256);

    assertThat(Evaluation.of(new double[] {uniform}, 784).bitsPerDimension())
        .isCloseTo(8, within(1e-12));
    assertThat(Evaluation.of(new double[] {4}, 2).bitsPerDimension())
        .isCloseTo(-2.8853900817779268, within(1e-14));
  }

  @Test
  void thereAreRowsAndValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(new double[0], 2))
        .withMessage("an evaluation needs at least 1 row, but had 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluation(0, 2, -1, 0, NO_LOGIT, NO_LOGIT, 0))
        .withMessage("rows must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(new double[] {-1}, 0))
        .withMessage("dimension must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(new double[] {-1}, 2, new double[] {-1, -2}))
        .withMessage("there must be as many values in logit space as others (1), but were 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluation(1, 2, -1, 0, OptionalDouble.of(-3), NO_LOGIT, 0))
        .withMessageStartingWith("logitLogLikelihood and logitStandardError must both be there");
  }

  @Test
  void logitSpaceHasItsOwnStandardError() {
    Evaluation evaluation =
        Evaluation.of(new double[] {-1, -3, -5, -7}, 2, new double[] {-2, -4, -4, -2});

    assertThat(evaluation.logitLogLikelihood()).hasValue(-3);
    assertThat(evaluation.logitStandardError().orElseThrow())
        .isCloseTo(1 / Math.sqrt(3), within(1e-15));
  }
}
