package io.github.flowlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.ActNorm;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Conditioner.ResNet;
import io.github.flowlib.spec.FactorOut;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.InvertibleLinear;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.Squeeze;
import io.github.flowlib.spec.Transform;
import org.junit.jupiter.api.Test;

/** Image flows of several scales: RealNVP and its like, and Glow. */
class MultiScaleTest {

  private static final ResNet NET = new ResNet(8, 1, Activation.RELU);
  private static final ResNet WIDER = new ResNet(16, 1, Activation.RELU);
  private static final Mask CHECKERBOARD = Mask.of(Mask.Kind.CHECKERBOARD);
  private static final Mask CHANNELS = Mask.of(Mask.Kind.CHANNELS);

  private static RealNVP.MultiScaleBuilder realNvp() {
    return RealNVP.multiScale().image(28, 28);
  }

  private static Transform coupling(Mask mask, ResNet net) {
    return new AffineCoupling(mask, net, 2);
  }

  @Test
  void realNvpOfTwoScales() {
    FlowSpec spec = realNvp().couplings(2).network(NET).build();
    assertThat(spec.transforms())
        .containsExactly(
            new Marginals(256),
            coupling(CHECKERBOARD, NET),
            coupling(CHECKERBOARD.flip(), NET),
            new Squeeze(2),
            coupling(CHANNELS, NET),
            coupling(CHANNELS.flip(), NET),
            new FactorOut(2),
            coupling(CHECKERBOARD, WIDER),
            coupling(CHECKERBOARD.flip(), WIDER),
            new Squeeze(2),
            coupling(CHANNELS, WIDER),
            coupling(CHANNELS.flip(), WIDER));
  }

  @Test
  void theDefaultsOfScales() {
    ResNet network = Conditioner.resNet(32, 2, Activation.RELU);
    assertThat(realNvp().build())
        .isEqualTo(realNvp().scales(2).couplings(4).network(network).build());
    assertThat(NeuralSplineFlow.multiScale().image(4, 4).build().transforms())
        .hasSize(1 + 2 * 9 + 1)
        .contains(new SplineCoupling(CHECKERBOARD, network, new Spline(8, 5)));
  }

  @Test
  void splinesAndSeparateNetworksHaveScalesToo() {
    assertThat(
            NeuralSplineFlow.multiScale()
                .image(4, 4)
                .scales(1)
                .couplings(1)
                .network(NET)
                .bins(4)
                .bound(3)
                .build()
                .transforms())
        .contains(new SplineCoupling(CHANNELS, NET, new Spline(4, 3)));
    assertThat(
            realNvp()
                .scales(1)
                .network(NET)
                .separateNetworks(Activation.TANH, Activation.RELU)
                .build()
                .transforms())
        .contains(
            new AffineCoupling(
                CHANNELS,
                new Conditioner.Separate(
                    ImmutableList.of(NET.withActivation(Activation.TANH), NET)),
                2));
  }

  @Test
  void sidesMustBeDivisible() {
    assertThatIllegalStateException()
        .isThrownBy(() -> realNvp().scales(3).build())
        .withMessage(
            "3 scales need images whose height and width are multiples of 8, but the data are [28, 28, 1];"
                + " pad or crop the images, or use fewer scales");
    assertThatIllegalStateException()
        .isThrownBy(() -> Glow.builder().image(27, 28).build())
        .withMessageContaining("2 scales need images")
        .withMessageContaining("[27, 28, 1]");
  }

  @Test
  void sizesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> realNvp().scales(0))
        .withMessage("scales must be 1 to 8, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> realNvp().couplings(0))
        .withMessage("couplings of a scale must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Glow.builder().scales(9))
        .withMessage("scales must be 1 to 8, but was 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Glow.builder().steps(0))
        .withMessage("steps must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Glow.builder().logScaleBound(21))
        .withMessageContaining("but was 21");
  }

  @Test
  void glowOfTwoScales() {
    FlowSpec spec =
        Glow.builder().image(4, 4).steps(1).network(NET).logScaleBound(1).noPreprocessing().build();
    assertThat(spec.transforms())
        .containsExactly(
            new Squeeze(2),
            new ActNorm(),
            new InvertibleLinear(),
            new AffineCoupling(CHANNELS, NET, 1),
            new FactorOut(2),
            new Squeeze(2),
            new ActNorm(),
            new InvertibleLinear(),
            new AffineCoupling(CHANNELS, WIDER, 1));
    assertThat(Glow.builder().image(28, 28).build().transforms()).hasSize(1 + 2 * 25 + 1);
  }
}
