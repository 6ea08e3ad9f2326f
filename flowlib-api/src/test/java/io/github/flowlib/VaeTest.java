package io.github.flowlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.VaeObjective;
import io.github.flowlib.spec.VaeSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaeTest {

  @Test
  void defaultsForImages() {
    assertThat(Vae.builder().image(28, 28).conditional(10).build())
        .isEqualTo(
            new VaeSpec(
                EventShape.image(28, 28, 1),
                new ContextSpec.Classes(10),
                255,
                new Likelihood.Bernoulli(Likelihood.Binarization.DYNAMIC),
                50,
                new ConditionerSpec.Mlp(ImmutableList.of(200, 200), Activation.TANH),
                new ConditionerSpec.Mlp(ImmutableList.of(200, 200), Activation.TANH),
                VaeObjective.elbo(),
                Optional.empty()));
  }

  @Test
  void defaultsForVectors() {
    VaeSpec spec = Vae.builder().dimension(3).context(2).build();
    assertThat(spec.scale()).isEqualTo(1);
    assertThat(spec.likelihood()).isEqualTo(Likelihood.gaussian());
    assertThat(spec.context()).isEqualTo(new ContextSpec.Vector(2));
    assertThat(spec.domain()).isEqualTo(Range.all());
  }

  @Test
  void everyOptionIsTaken() {
    VaeSpec spec =
        Vae.builder()
            .image(4, 4)
            .latent(3)
            .hidden(8, 6)
            .activation(Activation.SILU)
            .likelihood(Likelihood.discretizedLogistic())
            .beta(0.5)
            .klWarmup(10)
            .importanceSamples(5)
            .build();
    assertThat(spec.latent()).isEqualTo(3);
    assertThat(spec.encoder())
        .isEqualTo(new ConditionerSpec.Mlp(ImmutableList.of(8, 6), Activation.SILU));
    assertThat(spec.decoder().hidden()).containsExactly(6, 8);
    assertThat(spec.objective()).isEqualTo(new VaeObjective(5, 0.5, 10));
    assertThat(spec.domain()).isEqualTo(Range.closed(0.0, 255.0));
    assertThat(spec.wholeNumbers()).isTrue();
  }

  @Test
  void warmUpIsLinear() {
    VaeObjective objective = new VaeObjective(1, 2, 4);
    assertThat(objective.klWeight(0)).isCloseTo(0.5, within(1e-12));
    assertThat(objective.klWeight(3)).isEqualTo(2);
    assertThat(objective.klWeight(100)).isEqualTo(2);
    assertThat(VaeObjective.elbo().klWeight(0)).isEqualTo(1);
  }

  @Test
  void badValuesAreNamed() {
    Vae.Builder builder = Vae.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.latent(0))
        .withMessage("latent must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.hidden(8, 0))
        .withMessageContaining("at least 1 unit each, but were [8, 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.beta(-1))
        .withMessage("beta must be at least 0 and finite, but was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.klWarmup(-1))
        .withMessage("klWarmupSteps must be at least 0, but was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.importanceSamples(0))
        .withMessage("importanceSamples must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Likelihood.gaussian(0))
        .withMessage("standardDeviation must be above 0 and finite, but was 0.0");
    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessageStartingWith("call image(height, width) or dimension(d) before build()");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Vae.builder().dimension(2).likelihood(Likelihood.discretizedLogistic()).build())
        .withMessageStartingWith("discretizedLogistic() needs 8-bit data, but dimension(2) says");
  }

  private static RealNVP.Builder prior() {
    return RealNVP.builder().dimension(3).couplings(2);
  }

  @Test
  void aPriorIsAFlowOfLatents() {
    Vae.Builder builder = Vae.builder().image(4, 4).latent(3).conditional(10);
    FlowSpec flow = prior().conditional(10).build();
    assertThat(builder.prior(flow).build().prior()).hasValue(flow);
    assertThat(builder.prior(prior().build()).build().prior()).isPresent();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.prior(RealNVP.builder().dimension(4).build()).build())
        .withMessage(
            "the prior must be a flow of vectors with 3 values, one per latent dimension, but has [4];"
                + " build it with dimension(3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.prior(prior().conditional(3).build()).build())
        .withMessage(
            "the prior must have the context of the autoencoder (Classes[classes=10]) or none, but"
                + " has Classes[classes=3]; build it with the same conditional(...), context(...) and"
                + " embedding(...)");
    assertThat(
            Vae.builder()
                .dimension(4)
                .latent(3)
                .conditional(10)
                .embedding(4)
                .prior(prior().conditional(10).embedding(4).build())
                .build()
                .prior())
        .isPresent();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.prior(prior().logit(0.1).build()).build())
        .withMessageContaining("the prior must take every latent value, but takes [0.0..1.0] only");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.prior(prior().standardize().build()).build())
        .withMessageContaining("must not have transforms that are fitted from data");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.prior(prior().dropout(0.5).build()).build())
        .withMessageStartingWith("networks of the prior must be without dropout");
  }
}
