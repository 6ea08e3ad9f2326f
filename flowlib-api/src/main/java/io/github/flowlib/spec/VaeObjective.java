package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What the training of a variational autoencoder maximises, as a mean over rows. With w the weight
 * of the KL term at that step, zⱼ ~ q(z | x, y):
 *
 * <ul>
 *   <li>one sample: log p(x | z, y) − w · KL(q(z | x, y) ‖ p(z | y)), the KL in closed form for a
 *       standard normal prior, log q(z | x, y) − log p(z | y) for a flow;
 *   <li>k &gt; 1 samples: log (1/k) Σⱼ p(x | zⱼ, y) · (p(zⱼ | y) / q(zⱼ | x, y))ʷ.
 * </ul>
 *
 * With w = 1 these are the evidence lower bound (ELBO) and the importance-weighted bound, which is
 * tighter: for both the mean is at most log p(x | y), and it does not fall when k grows.
 *
 * <p>Source: Kingma and Welling 2014 (arXiv 1312.6114); β: Higgins et al. 2017, β-VAE; k: Burda,
 * Grosse, Salakhutdinov 2016, Importance weighted autoencoders (arXiv 1509.00519).
 *
 * @param importanceSamples k, at least 1
 * @param beta the weight of the KL term after warm-up, at least 0; 1 gives a bound on log p(x | y);
 *     with k = 1 more gives a looser one and less none, with k above 1 any other weight gives none
 * @param klWarmupSteps the weight grows linearly from β / steps to β over so many steps; 0 for none
 */
public record VaeObjective(int importanceSamples, double beta, int klWarmupSteps) {

  /**
   * Checks the arguments.
   *
   * @param importanceSamples see {@link #importanceSamples()}
   * @param beta see {@link #beta()}
   * @param klWarmupSteps see {@link #klWarmupSteps()}
   * @throws IllegalArgumentException if one is out of range
   */
  public VaeObjective {
    checkArgument(
        importanceSamples >= 1,
        "importanceSamples must be at least 1, but was %s",
        importanceSamples);
    checkArgument(
        beta >= 0 && Float.isFinite((float) beta),
        "beta must be at least 0 and finite, but was %s",
        beta);
    checkArgument(
        klWarmupSteps >= 0, "klWarmupSteps must be at least 0, but was %s", klWarmupSteps);
  }

  /**
   * The evidence lower bound: one sample, β 1, no warm-up.
   *
   * @return the usual objective
   */
  public static VaeObjective elbo() {
    return new VaeObjective(1, 1, 0);
  }

  /**
   * The weight of the KL term.
   *
   * @param step counted from 0
   * @return w
   */
  public double klWeight(long step) {
    return klWarmupSteps == 0 ? beta : beta * Math.min(1, (step + 1.0) / klWarmupSteps);
  }
}
