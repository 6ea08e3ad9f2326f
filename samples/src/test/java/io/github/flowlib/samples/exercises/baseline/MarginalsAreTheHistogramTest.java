package io.github.flowlib.samples.exercises.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.train.Training;
import org.junit.jupiter.api.Test;

/**
 * Marginal Gaussianization alone is the model of independent pixels: with normal noise its density
 * is the mass of the level, whatever the dequantization noise. The two are computed in different
 * languages of arithmetic, one by TensorFlow in float32, one by counting in Java.
 */
class MarginalsAreTheHistogramTest {

  @Test
  void onEveryImage() {
    Dataset train = SyntheticDigits.generate(2000, 1);
    Dataset test = SyntheticDigits.generate(500, 2);
    FlowSpec spec =
        new FlowSpec(
            EventShape.image(28, 28, 1),
            Context.none(),
            Dequantization.uniform(256),
            ImmutableList.of(new Marginals(256)),
            Base.normal());
    double[] expected = IndependentHistogram.fit(train).logProb(test);

    try (FlowModel flow = Models.create(spec)) {
      flow.fit(train, Training.builder().build());
      double[] logProb = flow.logProb(test);
      for (int i = 0; i < expected.length; i++) {
        assertThat(logProb[i]).as("image %s", i).isCloseTo(expected[i], within(0.05));
      }
      float[][] images = test.toArray();
      assertThat(flow.distribution().toData(flow.distribution().toNoise(images)))
          .isDeepEqualTo(images);
    }
  }
}
