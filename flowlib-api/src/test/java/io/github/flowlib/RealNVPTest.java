package io.github.flowlib;

import static io.github.flowlib.CouplingFlowBuilderTest.conditioners;
import static io.github.flowlib.CouplingFlowBuilderTest.mlp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Mask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealNVPTest {

  @Test
  void imagesGetMarginalsThenTenAlternatelyFlippedCheckerboards() {
    Mask plain = Mask.of(Mask.Kind.CHECKERBOARD);
    AffineCoupling even = new AffineCoupling(plain, mlp(Activation.RELU, 1024, 1024), 2);
    AffineCoupling odd = new AffineCoupling(plain.flip(), mlp(Activation.RELU, 1024, 1024), 2);

    FlowSpec spec = RealNVP.builder().image(28, 28).build();

    assertThat(spec.transforms())
        .containsExactly(new Marginals(256), even, odd, even, odd, even, odd, even, odd, even, odd);
    assertThat(spec.base()).isEqualTo(Base.normal());
  }

  @Test
  void vectorsGetTenAlternatelyFlippedAlternatingMasks() {
    Mask plain = Mask.of(Mask.Kind.ALTERNATING);
    AffineCoupling even = new AffineCoupling(plain, mlp(Activation.RELU, 128, 128), 2);
    AffineCoupling odd = new AffineCoupling(plain.flip(), mlp(Activation.RELU, 128, 128), 2);

    assertThat(RealNVP.builder().dimension(2).build().transforms())
        .containsExactly(even, odd, even, odd, even, odd, even, odd, even, odd);
  }

  @Test
  void logScaleBoundReachesEveryCoupling() {
    assertThat(RealNVP.builder().dimension(2).couplings(3).logScaleBound(0.5).build().transforms())
        .hasSize(3)
        .allSatisfy(t -> assertThat(((AffineCoupling) t).logScaleBound()).isEqualTo(0.5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 20.5, Double.NaN, Double.POSITIVE_INFINITY})
  void logScaleBoundIsChecked(double bound) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RealNVP.builder().logScaleBound(bound))
        .withMessage("logScaleBound must be 0.001 to 20, but was " + bound);
  }

  @Test
  void separateNetworksReplaceActivation() {
    FlowSpec spec =
        RealNVP.builder()
            .dimension(2)
            .couplings(2)
            .separateNetworks(Activation.TANH, Activation.RELU)
            .activation(Activation.ELU)
            .hidden(16)
            .build();

    assertThat(conditioners(spec))
        .hasSize(2)
        .containsOnly(
            new Conditioner.Separate(
                ImmutableList.of(mlp(Activation.TANH, 16), mlp(Activation.RELU, 16))));
  }

  @Test
  void separateNetworksMustNotBeNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> RealNVP.builder().separateNetworks(null, Activation.RELU))
        .withMessage("scale activation must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> RealNVP.builder().separateNetworks(Activation.TANH, null))
        .withMessage("shift activation must not be null");
  }
}
