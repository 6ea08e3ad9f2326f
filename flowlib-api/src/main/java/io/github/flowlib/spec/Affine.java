package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * z = (x − m) exp(−α), back x = z exp(α) + m, with log |dz/dx| = −α.
 *
 * <p>α = bound · tanh(a / bound) with a the network's output: near 0 it is a itself, and it never
 * leaves [−bound, bound]. A network gives two numbers for a value: a, then m.
 *
 * @param logScaleBound the bound on |α|, 0.001 to 20
 */
public record Affine(double logScaleBound) implements Univariate {

  /**
   * Checks the argument.
   *
   * @param logScaleBound see {@link #logScaleBound()}
   * @throws IllegalArgumentException if the bound is out of range
   */
  public Affine {
    checkArgument(
        logScaleBound >= 1e-3 && logScaleBound <= 20,
        "logScaleBound must be 0.001 to 20, but was %s",
        logScaleBound);
  }

  @Override
  public int parameterCount() {
    return 2;
  }
}
