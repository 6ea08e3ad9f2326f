package io.github.flowlib;

import static io.github.flowlib.CouplingFlowBuilderTest.mlp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import org.junit.jupiter.api.Test;

class NeuralSplineFlowTest {

  @Test
  void imagesGetMarginalsAndFiveSplines() {
    Mask plain = Mask.of(Mask.Kind.CHECKERBOARD);
    Conditioner net = mlp(Activation.RELU, 512, 512);
    Spline spline = new Spline(8, 5);

    FlowSpec spec = NeuralSplineFlow.builder().image(28, 28).build();

    assertThat(spec.transforms())
        .containsExactly(
            new Marginals(256),
            new SplineCoupling(plain, net, spline),
            new SplineCoupling(plain.flip(), net, spline),
            new SplineCoupling(plain, net, spline),
            new SplineCoupling(plain.flip(), net, spline),
            new SplineCoupling(plain, net, spline));
    assertThat(spec.base()).isEqualTo(Base.normal());
  }

  @Test
  void binsAndBoundAreKeptWhicheverComesFirst() {
    FlowSpec spec =
        NeuralSplineFlow.builder().dimension(3).couplings(1).bins(16).bound(3.5).build();
    assertThat(spec)
        .isEqualTo(
            NeuralSplineFlow.builder().dimension(3).couplings(1).bound(3.5).bins(16).build());
    assertThat(((SplineCoupling) spec.transforms().get(0)).spline()).isEqualTo(new Spline(16, 3.5));
  }

  @Test
  void badValuesAreFoundAtOnce() {
    NeuralSplineFlow.Builder builder = NeuralSplineFlow.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.bins(1))
        .withMessage("bins must be 2 to 64, but were 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.bound(0))
        .withMessage(
            "the bound of a spline must be 0.1 to 20, but was 0.0; standardise the values instead");
  }
}
