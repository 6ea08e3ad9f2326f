package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Leaky rectifier, data → noise: z = x for x ≥ 0 and z = slope · x below; log |det ∂z/∂x| is log
 * slope times the number of values below 0.
 *
 * <p>Back: x = z for z ≥ 0 and x = z / slope below. Noise → data it stretches what is below 0, so
 * samples get a longer tail there; a bend between linear layers, where it makes them more than one
 * linear map.
 *
 * <p>Source: Maas, Hannun, Ng 2013, Rectifier nonlinearities improve neural network acoustic
 * models.
 *
 * @param slope of the part below 0; at least 1e-6 and at most 1, which is the identity
 */
public record LeakyRelu(double slope) implements Transform {

  /**
   * Checks the argument.
   *
   * @param slope see {@link #slope()}
   * @throws IllegalArgumentException if the slope is out of range
   */
  public LeakyRelu {
    checkArgument(
        slope >= 1e-6 && slope <= 1,
        "slope must be at least 1e-6 and at most 1, but was %s",
        slope);
  }

  @Override
  public EventShape output(EventShape input) {
    return input;
  }
}
