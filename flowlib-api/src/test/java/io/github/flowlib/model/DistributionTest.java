package io.github.flowlib.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void shortFormsOfSampleFillInSeedAndTemperature() {
    Distribution distribution = new Echo();

    assertThat(distribution.sample(3)).isDeepEqualTo(new float[][] {{3, 0, 1}});
    assertThat(distribution.sample(3, 42)).isDeepEqualTo(new float[][] {{3, 42, 1}});
  }

  /** Samples what it was asked for: count, seed, temperature. */
  private static final class Echo implements Distribution {

    @Override
    public float[][] sample(int count, long seed, double temperature) {
      return new float[][] {{count, seed, (float) temperature}};
    }

    @Override
    public double[] logProb(float[][] rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public float[][] toNoise(float[][] rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public float[][] toData(float[][] noise) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Samples sampleAndLogProb(int count, long seed, double temperature) {
      throw new UnsupportedOperationException();
    }
  }
}
