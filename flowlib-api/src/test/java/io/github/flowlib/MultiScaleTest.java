package io.github.flowlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.ActNorm;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.ConditionerSpec.ResNet;
import io.github.flowlib.spec.FactorOut;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.InvertibleLinear;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.Squeeze;
import io.github.flowlib.spec.TransformSpec;
import org.junit.jupiter.api.Test;

/** Image flows of several scales: RealNVP and its like, and Glow. */
class MultiScaleTest {

  private static final ResNet NET = new ResNet(8, 1, Activation.RELU);
  private static final ResNet WIDER = new ResNet(16, 1, Activation.RELU);
  private static final Mask CHECKERBOARD = Mask.of(Mask.Kind.CHECKERBOARD);
  private static final Mask CHANNELS = Mask.of(Mask.Kind.CHANNELS);

  private static RealNVP.Builder realNvp() {
    return RealNVP.builder().image(28, 28);
  }

  private static TransformSpec coupling(Mask mask, ResNet net) {
    return new AffineCoupling(mask, net, 2);
  }

  @Test
  void realNvpOfTwoScales() {
    FlowSpec spec = realNvp().multiScale(2, 2, NET).build();
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
    assertThat(realNvp().multiScale(2).build())
        .isEqualTo(realNvp().multiScale(2, 4, new ResNet(32, 2, Activation.RELU)).build());
  }

  @Test
  void splinesAndSeparateNetsHaveScalesToo() {
    assertThat(NeuralSplineFlow.builder().image(4, 4).multiScale(1, 1, NET).build().transforms())
        .contains(new SplineCoupling(CHANNELS, NET, new Spline(8, 5)));
    assertThat(
            realNvp()
                .multiScale(1, 1, NET)
                .separateNets(Activation.TANH, Activation.RELU)
                .build()
                .transforms())
        .contains(
            new AffineCoupling(
                CHANNELS,
                new ConditionerSpec.Separate(
                    ImmutableList.of(NET.withActivation(Activation.TANH), NET)),
                2));
  }

  @Test
  void sidesMustBeDivisible() {
    assertThatIllegalStateException()
        .isThrownBy(() -> realNvp().multiScale(3).build())
        .withMessage(
            "3 scales need images whose height and width are multiples of 8, but the data are [28, 28, 1];"
                + " pad or crop the images, or use fewer scales");
    assertThatIllegalStateException()
        .isThrownBy(() -> Glow.builder().image(27, 28).build())
        .withMessageContaining("2 scales need images")
        .withMessageContaining("[27, 28, 1]");
    assertThatIllegalStateException()
        .isThrownBy(() -> RealNVP.builder().dimension(8).multiScale(1).build())
        .withMessage("several scales need image(h, w), but dimension(8) was called");
    assertThat(realNvp().multiScale(1, 1, NET).activation(Activation.TANH).build().transforms())
        .contains(coupling(CHANNELS, NET.withActivation(Activation.TANH)));
  }

  @Test
  void otherSizesHaveNoEffect() {
    String message =
        "couplings(n), masks(...), hidden(...) and dropout(...) have no effect on a flow of several scales; leave them out,"
            + " and use multiScale(scales, couplings, net)";
    assertThatIllegalStateException()
        .isThrownBy(() -> realNvp().couplings(5).multiScale(2).build())
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> realNvp().multiScale(2).hidden(64).build())
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> realNvp().masks(Mask.Kind.HALF).multiScale(2).build())
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> realNvp().randomMasks(1).multiScale(2).build())
        .withMessage(message);
  }

  @Test
  void sizesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> realNvp().multiScale(0))
        .withMessage("scales must be 1 to 8, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> realNvp().multiScale(2, 0, NET))
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
        Glow.builder().image(4, 4).steps(1).net(NET).logScaleBound(1).noPreprocessing().build();
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
    assertThatIllegalStateException()
        .isThrownBy(() -> Glow.builder().image(4, 4).hidden(8).build())
        .withMessage(
            "hidden(...) and dropout(...) have no effect on a Glow; leave them out, and use net(...)");
  }
}
