package io.github.flowlib.tf.internal.graph;

import com.google.common.primitives.Floats;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The initial values of a variable. */
@FunctionalInterface
public interface Init {

  /** Gives {@code count} values, the same for the same state of {@code random}. */
  float[] values(int count, SplittableRandom random);

  /** This for the first values, another for the rest. */
  default Init then(int first, Init rest) {
    return (count, random) ->
        Floats.concat(values(first, random), rest.values(count - first, random));
  }

  static Init zeros() {
    return constant(0);
  }

  static Init constant(float value) {
    return (count, random) -> {
      float[] values = new float[count];
      Arrays.fill(values, value);
      return values;
    };
  }

  /** Uniform in [−bound, bound). */
  static Init uniform(double bound) {
    return (count, random) -> {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
      return values;
    };
  }

  /** Normal with mean 0. */
  static Init normal(double deviation) {
    return (count, random) -> {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
      return values;
    };
  }
}
