package io.github.flowlib.train;

import static com.google.common.base.Preconditions.checkArgument;

/** How weights follow their gradients. */
public sealed interface Optimizer {

  /**
   * Adam with decoupled weight decay. For step t and gradient g:
   *
   * <pre>
   * w ← w − rate · weightDecay · w          (matrices alone, not biases)
   * m ← β₁ m + (1 − β₁) g
   * v ← β₂ v + (1 − β₂) g²
   * w ← w − rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)
   * </pre>
   *
   * <p>ε is added to the root before its correction, the form at the end of §2 of the paper.
   *
   * <p>Source: Kingma and Ba 2015, Adam (arXiv 1412.6980); Loshchilov and Hutter 2019, Decoupled
   * weight decay regularization (arXiv 1711.05101).
   *
   * @param beta1 decay of the mean of gradients, in [0, 1)
   * @param beta2 decay of the mean of squared gradients, in [0, 1)
   * @param epsilon added to the root of the latter, above 0
   * @param weightDecay at least 0; below about 1e-7 / rate it has no effect in float32
   */
  record Adam(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {

    /**
     * Checks the arguments.
     *
     * @param beta1 see {@link #beta1()}
     * @param beta2 see {@link #beta2()}
     * @param epsilon see {@link #epsilon()}
     * @param weightDecay see {@link #weightDecay()}
     * @throws IllegalArgumentException if one is out of range
     */
    public Adam {
      checkArgument(beta1 >= 0 && beta1 < 1, "beta1 must be in [0, 1), but was %s", beta1);
      checkArgument(beta2 >= 0 && beta2 < 1, "beta2 must be in [0, 1), but was %s", beta2);
      checkArgument(
          (float) epsilon > 0 && Float.isFinite((float) epsilon),
          "epsilon must be above 0 and finite, but was %s",
          epsilon);
      checkArgument(
          weightDecay >= 0 && Double.isFinite(weightDecay),
          "weightDecay must be at least 0 and finite, but was %s",
          weightDecay);
    }

    /**
     * The same with other decays of the means.
     *
     * @param beta1 in [0, 1)
     * @param beta2 in [0, 1)
     * @return a copy
     */
    public Adam withBetas(double beta1, double beta2) {
      return new Adam(beta1, beta2, epsilon, weightDecay);
    }

    /**
     * The same with another ε.
     *
     * @param epsilon above 0
     * @return a copy
     */
    public Adam withEpsilon(double epsilon) {
      return new Adam(beta1, beta2, epsilon, weightDecay);
    }

    /**
     * The same with another weight decay.
     *
     * @param weightDecay at least 0
     * @return a copy
     */
    public Adam withWeightDecay(double weightDecay) {
      return new Adam(beta1, beta2, epsilon, weightDecay);
    }
  }

  /**
   * Adam with β₁ 0.9, β₂ 0.999, ε 1e-8 and no weight decay.
   *
   * @return the usual settings
   */
  static Adam adam() {
    return new Adam(0.9, 0.999, 1e-8, 0);
  }
}
