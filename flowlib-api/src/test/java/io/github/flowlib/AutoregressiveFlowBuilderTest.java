package io.github.flowlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Affine;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Autoregressive.Fast;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Spline;
import org.junit.jupiter.api.Test;

/** MAF and IAF. */
class AutoregressiveFlowBuilderTest {

  private static Conditioner.Mlp net(int units) {
    return new Conditioner.Mlp(ImmutableList.of(units, units), Activation.RELU);
  }

  @Test
  void ordersTakeTurns() {
    FlowSpec spec = MAF.builder().dimension(6).layers(3).build();
    assertThat(spec.transforms())
        .containsExactly(
            new Autoregressive(new Affine(2), net(128), false, Fast.DENSITY),
            new Autoregressive(new Affine(2), net(128), true, Fast.DENSITY),
            new Autoregressive(new Affine(2), net(128), false, Fast.DENSITY));
    assertThat(spec.base()).isEqualTo(Base.normal());
  }

  @Test
  void imagesGetMarginalsAndFiveLayers() {
    FlowSpec spec = MAF.builder().image(28, 28).conditional(10).build();
    assertThat(spec.transforms()).hasSize(6);
    assertThat(spec.transforms().get(0)).isEqualTo(new Marginals(256));
    assertThat(spec.transforms().get(5))
        .isEqualTo(new Autoregressive(new Affine(2), net(1024), false, Fast.DENSITY));
    assertThat(spec.context()).isEqualTo(Context.classes(10));
  }

  @Test
  void theOtherDirectionAndTheOtherMap() {
    assertThat(
            IAF.builder()
                .dimension(2)
                .layers(1)
                .logScaleBound(0.5)
                .hidden(9, 9)
                .build()
                .transforms())
        .containsExactly(new Autoregressive(new Affine(0.5), net(9), false, Fast.SAMPLING));
    assertThat(
            MAF.builder()
                .dimension(2)
                .layers(1)
                .bins(12)
                .bound(3)
                .hidden(9, 9)
                .build()
                .transforms())
        .containsExactly(new Autoregressive(new Spline(12, 3), net(9), false, Fast.DENSITY));
  }

  @Test
  void oneNumberIsEnough() {
    FlowSpec spec = MAF.builder().dimension(1).context(3).layers(2).bins(8).build();
    assertThat(spec.event()).isEqualTo(EventShape.vector(1));
    assertThat(spec.context()).isEqualTo(Context.vector(3));
    assertThat(spec.transforms())
        .containsExactly(
            new Autoregressive(new Spline(8, 5), net(128), false, Fast.DENSITY),
            new Autoregressive(new Spline(8, 5), net(128), true, Fast.DENSITY));
    assertThat(IAF.builder().dimension(1).layers(1).build().transforms())
        .containsExactly(new Autoregressive(new Affine(2), net(128), false, Fast.SAMPLING));
  }

  @Test
  void badValuesAreFoundAtOnce() {
    MAF.Builder builder = MAF.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.layers(0))
        .withMessage("layers must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.logScaleBound(21))
        .withMessage("logScaleBound must be 0.001 to 20, but was 21.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.bound(-1))
        .withMessage(
            "the bound of a spline must be 0.1 to 20, but was -1.0; standardise the values instead");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.dimension(0))
        .withMessage("dimension must be at least 1, but was 0");
    assertThat(MAF.builder().dimension(2).bins(4).layers(1).build().transforms())
        .containsExactly(new Autoregressive(new Spline(4, 5), net(128), false, Fast.DENSITY));
    assertThat(MAF.builder().dimension(2).bound(3).layers(1).build().transforms())
        .containsExactly(new Autoregressive(new Spline(8, 3), net(128), false, Fast.DENSITY));
    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessageStartingWith("call image(height, width) or dimension(d) before build()");
  }
}
