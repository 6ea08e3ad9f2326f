package io.github.flowlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Interval;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.VaeObjective;
import io.github.flowlib.spec.VaeSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VAETest {

  @Test
  void defaultsForImages() {
    assertThat(VAE.builder().image(28, 28).conditional(10).build())
        .isEqualTo(
            new VaeSpec(
                EventShape.image(28, 28, 1),
                Context.classes(10),
                255,
                new Likelihood.Bernoulli(Likelihood.Binarization.DYNAMIC),
                50,
                new Conditioner.Mlp(ImmutableList.of(200, 200), Activation.TANH),
                new Conditioner.Mlp(ImmutableList.of(200, 200), Activation.TANH),
                VaeObjective.elbo(),
                Optional.empty()));
  }

  @Test
  void defaultsForVectors() {
    VaeSpec spec = VAE.builder().dimension(3).context(2).build();
    assertThat(spec.scale()).isEqualTo(1);
    assertThat(spec.likelihood()).isEqualTo(Likelihood.normal());
    assertThat(spec.context()).isEqualTo(Context.vector(2));
    assertThat(spec.domain()).isEqualTo(Interval.all());
  }

  @Test
  void everyOptionIsTaken() {
    VaeSpec spec =
        VAE.builder()
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
        .isEqualTo(new Conditioner.Mlp(ImmutableList.of(8, 6), Activation.SILU));
    assertThat(spec.decoder().hidden()).containsExactly(6, 8);
    assertThat(spec.objective()).isEqualTo(new VaeObjective(5, 0.5, 10));
    assertThat(spec.domain()).isEqualTo(Interval.closed(0, 255.0));
    assertThat(spec.wholeNumbers()).isTrue();
  }

  /** As in a flow for images, and whatever the likelihood. */
  @Test
  void imagesOfEightBitsAreWholeNumbers() {
    for (Likelihood likelihood :
        List.of(
            Likelihood.bernoulli(),
            Likelihood.bernoulli(Likelihood.Binarization.STATIC),
            Likelihood.normal(),
            Likelihood.normal(0.1),
            Likelihood.discretizedLogistic())) {
      VaeSpec spec = VAE.builder().image(4, 4).likelihood(likelihood).build();
      assertThat(spec.wholeNumbers()).as("%s", likelihood).isTrue();
      assertThat(spec.domain()).isEqualTo(RealNVP.builder().image(4, 4).build().domain());
    }
    VaeSpec vectors = VAE.builder().dimension(16).likelihood(Likelihood.bernoulli()).build();
    assertThat(vectors.wholeNumbers()).isFalse();
    assertThat(vectors.domain()).isEqualTo(Interval.closed(0, 1.0));
  }

  /** Images of another scale are continuous, in a specification written by hand. */
  @Test
  void imagesOfAnotherScaleAreNotOfEightBits() {
    VaeSpec bytes = VAE.builder().image(4, 4).build();
    VaeSpec spec =
        new VaeSpec(
            bytes.event(),
            bytes.context(),
            1,
            bytes.likelihood(),
            bytes.latent(),
            bytes.encoder(),
            bytes.decoder(),
            bytes.objective(),
            bytes.prior());
    assertThat(spec.wholeNumbers()).isFalse();
    assertThat(spec.domain()).isEqualTo(Interval.closed(0, 1.0));
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
    VAE.Builder builder = VAE.builder();
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
        .isThrownBy(() -> Likelihood.normal(0))
        .withMessage("standardDeviation must be above 0 and finite, but was 0.0");
    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessageStartingWith("call image(height, width) or dimension(d) before build()");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> VAE.builder().dimension(2).likelihood(Likelihood.discretizedLogistic()).build())
        .withMessageStartingWith("discretizedLogistic() needs 8-bit data, but dimension(2) says");
  }

  private static RealNVP.Builder prior() {
    return RealNVP.builder().dimension(3).couplings(2);
  }

  @Test
  void aPriorIsAFlowOfLatents() {
    VAE.Builder builder = VAE.builder().image(4, 4).latent(3).conditional(10);
    FlowSpec flow = prior().conditional(10).build();
    assertThat(builder.prior(flow).build().prior()).hasValue(flow);
    assertThat(builder.prior(prior().build()).build().prior()).isPresent();
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.prior(RealNVP.builder().dimension(4).build()).build())
        .withMessage(
            "the prior must be a flow of vectors with 3 values, one per latent dimension, but has [4];"
                + " build it with dimension(3)");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.prior(prior().conditional(3).build()).build())
        .withMessage(
            "the prior must have the context of the autoencoder (Classes[classes=10]) or none, but"
                + " has Classes[classes=3]; build it with the same conditional(...), context(...),"
                + " rawContext() and embedding(...)");
    VAE.Builder numbers = VAE.builder().dimension(4).latent(3).context(2);
    assertThat(numbers.prior(prior().context(2).build()).build().prior()).isPresent();
    assertThatIllegalStateException()
        .isThrownBy(() -> numbers.prior(prior().context(2).rawContext().build()).build())
        .withMessageStartingWith(
            "the prior must have the context of the autoencoder (Vector[width=2, standardized=true])"
                + " or none, but has Vector[width=2, standardized=false]; build it with the same");
    assertThat(
            VAE.builder()
                .dimension(4)
                .latent(3)
                .conditional(10)
                .embedding(4)
                .prior(prior().conditional(10).embedding(4).build())
                .build()
                .prior())
        .isPresent();
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.prior(prior().logit(0.1).build()).build())
        .withMessageContaining("the prior must take every latent value, but takes [0.0, 1.0] only");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.prior(prior().standardize().build()).build())
        .withMessageContaining("must not have transforms that are fitted from data");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.prior(prior().dropout(0.5).build()).build())
        .withMessageStartingWith("networks of the prior must be without dropout");
  }
}
