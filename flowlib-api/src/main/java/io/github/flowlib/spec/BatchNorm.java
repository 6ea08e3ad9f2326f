package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Batch normalisation, data → noise: z = (x − m) / √(v + ε) ⊙ exp(γ) + β, with mean m, variance v,
 * log-scale γ and shift β for every value of an event, or every channel of an image; log |det
 * ∂z/∂x| = Σ γ − ½ Σ log(v + ε), per channel h · w times that.
 *
 * <p>γ and β are trained. <strong>In training</strong> m and v are those of the mini-batch, and
 * gradients go through them. <strong>At evaluation</strong> they are those of the whole training
 * data as this layer sees them: after every epoch, before the validation, they are counted anew,
 * layer by layer, which costs about one more density of all rows. They are saved with the model, so
 * densities do not depend on what else is asked at once, and the transform is always invertible.
 *
 * <p>A batch needs at least 2 rows: see {@link io.github.flowlib.train.Training#batchSize()}.
 *
 * <p>Source: Dinh, Sohl-Dickstein, Bengio 2017, Density estimation using Real NVP, §3.7 (arXiv
 * 1605.08803); the statistics at evaluation: Papamakarios, Pavlakou, Murray 2017, Masked
 * autoregressive flow, §3.1 and appendix B (arXiv 1705.07057). Ioffe and Szegedy 2015 (arXiv
 * 1502.03167) for networks.
 *
 * @param perChannel true if a channel of an image shares m, v, γ and β at all its pixels, which
 *     suits convolutions; false if every value has its own. The same for vectors
 * @param epsilon ε, added to the variance; above 0 and finite
 */
public record BatchNorm(boolean perChannel, double epsilon) implements Transform {

  /**
   * Checks the arguments.
   *
   * @param perChannel see {@link #perChannel()}
   * @param epsilon see {@link #epsilon()}
   * @throws IllegalArgumentException if epsilon is not above 0 and finite, in float32
   */
  public BatchNorm {
    checkArgument(
        (float) epsilon > 0 && Float.isFinite((float) epsilon),
        "epsilon must be above 0 and finite, but was %s",
        epsilon);
  }

  /**
   * Batch normalisation of every value, with ε = 1e-5, as in Papamakarios et al. 2017.
   *
   * @return the usual settings for dense networks
   */
  public static BatchNorm ofValues() {
    return new BatchNorm(false, 1e-5);
  }

  /**
   * Batch normalisation of every channel, with ε = 1e-5.
   *
   * @return the usual settings for convolutions
   */
  public static BatchNorm ofChannels() {
    return new BatchNorm(true, 1e-5);
  }

  @Override
  public EventShape output(EventShape input) {
    return input;
  }

  @Override
  public boolean fittedFromData() {
    return true;
  }
}
