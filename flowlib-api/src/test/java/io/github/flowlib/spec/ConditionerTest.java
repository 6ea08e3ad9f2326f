package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.MAF;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.spec.Conditioner.Mlp;
import io.github.flowlib.spec.Conditioner.Separate;
import java.util.Collections;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionerTest {

  private static final Mlp LINEAR = new Mlp(ImmutableList.of(), Activation.RELU);

  @Test
  void mlpHoldsItsLayers() {
    Mlp mlp = new Mlp(ImmutableList.of(64, 1), Activation.SILU);

    assertThat(mlp)
        .hasToString("Mlp[hidden=[64, 1], activation=SILU, dropout=OptionalDouble.empty]");
    assertThat(mlp)
        .isEqualTo(new Mlp(ImmutableList.of(64, 1), Activation.SILU))
        .isNotEqualTo(new Mlp(ImmutableList.of(1, 64), Activation.SILU))
        .isNotEqualTo(new Mlp(ImmutableList.of(64, 1), Activation.ELU));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void dropoutIsBetweenZeroAndOne(double rate) {
    String message =
        "dropout must be above 0 and below 1, but was " + rate + "; leave it out for none";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mlp(ImmutableList.of(4), Activation.RELU, OptionalDouble.of(rate)))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RealNVP.builder().dropout(rate))
        .withMessage(message);
  }

  @Test
  void dropoutReachesAllNetworks() {
    OptionalDouble rate = OptionalDouble.of(0.2);
    FlowSpec separate =
        RealNVP.builder()
            .dimension(4)
            .couplings(1)
            .hidden(8)
            .separateNetworks(Activation.TANH, Activation.RELU)
            .dropout(0.2)
            .build();
    assertThat(((AffineCoupling) separate.transforms().get(0)).conditioner())
        .isEqualTo(
            new Separate(
                ImmutableList.of(
                    new Mlp(ImmutableList.of(8), Activation.TANH, rate),
                    new Mlp(ImmutableList.of(8), Activation.RELU, rate))));
    FlowSpec maf = MAF.builder().dimension(4).layers(1).hidden(8).dropout(0.2).build();
    assertThat(((Autoregressive) maf.transforms().get(0)).conditioner())
        .isEqualTo(new Mlp(ImmutableList.of(8), Activation.RELU, rate));
  }

  @Test
  void autoencodersHaveNoDropout() {
    VaeSpec spec = VAE.builder().dimension(4).latent(2).hidden(8).build();
    Mlp dropping = new Mlp(ImmutableList.of(8), Activation.TANH, OptionalDouble.of(0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new VaeSpec(
                    spec.event(),
                    spec.context(),
                    spec.scale(),
                    spec.likelihood(),
                    spec.latent(),
                    dropping,
                    spec.decoder(),
                    spec.objective(),
                    spec.prior()))
        .withMessageStartingWith(
            "networks of an autoencoder must be without dropout, but were Mlp[hidden=[8],"
                + " activation=TANH, dropout=OptionalDouble[0.5]] and Mlp[");
  }

  @Test
  void mlpChecksItsLayers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mlp(ImmutableList.of(64, 0), Activation.RELU))
        .withMessage("hidden layers must have at least 1 unit each, but were [64, 0]");
    assertThatNullPointerException()
        .isThrownBy(() -> new Mlp(null, Activation.RELU))
        .withMessage("hidden must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new Mlp(ImmutableList.of(64), null))
        .withMessage("activation must not be null");
  }

  @Test
  void separateChecksItsNetworks() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> separate(0))
        .withMessage("separate conditioners must name at least 1 network, but were []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Separate(ImmutableList.of(separate(1))))
        .withMessage(
            "separate conditioners must not be nested, but were"
                + " [Separate[nets=[Mlp[hidden=[], activation=RELU, dropout=OptionalDouble.empty]]]]");
    assertThatNullPointerException()
        .isThrownBy(() -> new Separate(null))
        .withMessage("nets must not be null");
  }

  @Test
  void separateNetworksAreOneOrOnePerParameter() {
    assertThatCode(
            () -> {
              separate(1).checkServes(1);
              separate(1).checkServes(2);
              separate(2).checkServes(2);
              LINEAR.checkServes(1);
              LINEAR.checkServes(2);
            })
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> separate(2).checkServes(1))
        .withMessage(
            "separate conditioners must be 1 (one for all, or one per parameter of the transform), but were 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> separate(3).checkServes(2))
        .withMessage(
            "separate conditioners must be 1 or 2 (one for all, or one per parameter of the transform), but were 3");
  }

  static Separate separate(int nets) {
    return new Separate(ImmutableList.copyOf(Collections.nCopies(nets, LINEAR)));
  }
}
