package io.github.flowlib.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplerTest {

  @Test
  void shortFormsOfSampleFillInSeedAndTemperature() {
    Sampler sampler = new Echo();

    assertThat(sampler.sample(3)).isDeepEqualTo(new float[][] {{3, 0, 1}});
    assertThat(sampler.sample(3, 42)).isDeepEqualTo(new float[][] {{3, 42, 1}});
  }

  /** Samples what it was asked for: count, seed, temperature. */
  private static final class Echo implements Sampler {

    @Override
    public float[][] sample(int count, long seed, double temperature) {
      return new float[][] {{count, seed, (float) temperature}};
    }
  }
}
