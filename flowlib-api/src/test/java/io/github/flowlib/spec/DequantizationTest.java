package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.RealNVP;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DequantizationTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 16, 256})
  void levelsMayBe(int levels) {
    assertThat(Dequantization.uniform(levels)).hasToString("Uniform[levels=" + levels + "]");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 257})
  void levelsMustNotBe(int levels) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dequantization.uniform(levels))
        .withMessage("levels must be 2 to 256, but was " + levels);
  }

  @Test
  void learnedNoiseKeepsItsShapeAndTakesEveryNumber() {
    Dequantization noise =
        Dequantization.variational(
            256,
            ImmutableList.of(
                new AffineCoupling(
                    Mask.of(Mask.Kind.CHECKERBOARD),
                    new Conditioner.Mlp(ImmutableList.of(8), Activation.RELU),
                    2)));
    assertThat(
            RealNVP.builder().image(4, 4).variationalDequantization(1, 8).build().dequantization())
        .isEqualTo(noise);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dequantization.variational(257, ImmutableList.of()))
        .withMessage("levels must be 2 to 256, but was 257");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dequantization.variational(256, ImmutableList.of(new ActNorm())))
        .withMessage(
            "the noise of a variational dequantization must not have transforms that are fitted from data or"
                + " take an interval only, but has ActNorm[]; use couplings");
    Dequantization squeezed = Dequantization.variational(256, ImmutableList.of(new Squeeze(2)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FlowSpec(
                    EventShape.image(4, 4, 1),
                    Context.none(),
                    squeezed,
                    ImmutableList.of(),
                    Base.normal()))
        .withMessageContaining("must keep its shape [4, 4, 1], but Squeeze[factor=2] does not");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RealNVP.builder().variationalDequantization(0))
        .withMessage("couplings of the dequantization must be at least 1, but was 0");
    assertThatIllegalStateException()
        .isThrownBy(() -> RealNVP.builder().dimension(4).variationalDequantization(2).build())
        .withMessageContaining("variationalDequantization(...) needs 8-bit data");
  }
}
