package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogitTest {

  @Test
  void takesItsIntervalAndKeepsTheShape() {
    Logit logit = new Logit(0.05, -1, 256);

    assertThat(logit.domain()).isEqualTo(Interval.closed(-1.0, 256.0));
    assertThat(logit.output(EventShape.image(2, 3, 1))).isEqualTo(EventShape.image(2, 3, 1));
    assertThat(logit).hasToString("Logit[alpha=0.05, low=-1.0, high=256.0]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-7, 0.05, 0.4999})
  void alphaMayBe(double alpha) {
    assertThat(new Logit(alpha, 0, 1).alpha()).isEqualTo(alpha);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        9.99e-8,
        0.5,
        -0.05,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void alphaMustNotBe(double alpha) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Logit(alpha, 0, 1))
        .withMessage("alpha must be at least 1e-7 and below 0.5, but was " + alpha);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1, 0",
    "NaN, 1",
    "0, NaN",
    "-Infinity, 1",
    "0, Infinity",
    "Infinity, Infinity"
  })
  void intervalMustNotBe(double low, double high) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Logit(0.05, low, high))
        .withMessage(
            "logit interval must be finite with low < high in float32, but was ["
                + low
                + ", "
                + high
                + "]");
  }

  @Test
  void intervalHoldsTheDequantizedDataItIsTheFirstToSee() {
    Dequantization bytes = Dequantization.uniform(256);
    assertThatCode(
            () -> {
              new Logit(0.05, 0, 256).checkPlace(0, bytes);
              new Logit(0.05, -1, 300).checkPlace(0, bytes);
              new Logit(0.05, 0, 1).checkPlace(0, Dequantization.none());
            })
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Logit(0.05, 0, 255).checkPlace(0, bytes))
        .withMessage("logit interval must hold dequantized data, [0, 256], but was [0.0, 255.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Logit(0.05, 0.5, 256).checkPlace(0, bytes))
        .withMessage("logit interval must hold dequantized data, [0, 256], but was [0.5, 256.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Logit(0.05, 0, 1).checkPlace(1, Dequantization.none()))
        .withMessage("logit must be the first transform of a flow, but was number 1");
  }
}
