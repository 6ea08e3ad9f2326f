package io.github.flowlib.samples.exercises.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.train.Training;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PriorNoiseTest {

  private static VaeModel trained(boolean withFlow) {
    VAE.Builder builder = VAE.builder().image(28, 28).conditional(10).latent(4).hidden(16);
    if (withFlow) {
      builder.prior(RealNVP.builder().dimension(4).couplings(3).hidden(8).conditional(10).build());
    }
    VaeModel vae = Models.create(builder.build(), 1);
    vae.fit(
        Digits.synthetic(200, 10).train(),
        Training.builder().epochs(3).batchSize(20).learningRate(1e-2).build());
    return vae;
  }

  private static float[][] latents() {
    return new float[][] {{0.5f, -1, 2, 0}, {0, 0, 0, 0}};
  }

  /** Temperature 0 is ε = 0: what the model itself makes of it passes the same flow. */
  @Test
  void isTheFlowThatTheModelSamplesWith() throws IOException {
    try (VaeModel vae = trained(true);
        PriorNoise prior = PriorNoise.of(vae)) {
      for (int label : new int[] {2, 7}) {
        float[] expected = vae.given(label).sampleMeans(1, 5, 0)[0];
        float[] mean = vae.given(label).decode(prior.toLatents(label, new float[1][4]))[0];
        for (int j = 0; j < mean.length; j++) {
          assertThat(mean[j]).isEqualTo(expected[j], within(1e-2f));
        }
      }
    }
  }

  @Test
  void goesThereAndBackByLabel() throws IOException {
    try (VaeModel vae = trained(true);
        PriorNoise prior = PriorNoise.of(vae)) {
      float[][] noise = prior.of(3, latents());
      float[][] back = prior.toLatents(3, noise);

      for (int i = 0; i < back.length; i++) {
        assertThat(back[i]).containsExactly(latents()[i], within(1e-4f));
      }
      // A new flow is the identity: this one is not, and is another one for another label.
      assertThat(noise).isNotEqualTo(latents());
      assertThat(noise[0]).isNotEqualTo(prior.of(4, latents())[0]);
    }
  }

  @Test
  void aStandardNormalPriorHasNoOtherNoiseThanItsLatents() throws IOException {
    try (VaeModel vae = trained(false);
        PriorNoise prior = PriorNoise.of(vae)) {
      assertThat(prior.of(3, latents())).isDeepEqualTo(latents());
      assertThat(prior.toLatents(3, latents())).isDeepEqualTo(latents());
    }
  }
}
