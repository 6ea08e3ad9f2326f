package io.github.flowlib;

import static io.github.flowlib.CouplingFlowBuilderTest.mlp;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AdditiveCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.DiagonalScaling;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Mask;
import org.junit.jupiter.api.Test;

class NICETest {

  @Test
  void imagesGetMarginalsFourCheckerboardsAndScaling() {
    Mask plain = Mask.of(Mask.Kind.CHECKERBOARD);
    Conditioner net = mlp(Activation.RELU, 1024, 1024);

    FlowSpec spec = NICE.builder().image(28, 28).build();

    assertThat(spec.transforms())
        .containsExactly(
            new Marginals(256),
            new AdditiveCoupling(plain, net),
            new AdditiveCoupling(plain.flip(), net),
            new AdditiveCoupling(plain, net),
            new AdditiveCoupling(plain.flip(), net),
            new DiagonalScaling());
    assertThat(spec.base()).isEqualTo(Base.logistic());
  }

  @Test
  void vectorsGetAlternatingMasksAndScaling() {
    Mask plain = Mask.of(Mask.Kind.ALTERNATING);
    Conditioner net = mlp(Activation.RELU, 128, 128);

    assertThat(NICE.builder().dimension(5).couplings(3).build().transforms())
        .containsExactly(
            new AdditiveCoupling(plain, net),
            new AdditiveCoupling(plain.flip(), net),
            new AdditiveCoupling(plain, net),
            new DiagonalScaling());
  }
}
