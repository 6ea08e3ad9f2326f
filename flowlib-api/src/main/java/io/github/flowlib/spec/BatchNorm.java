package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Batch normalisation, data → noise: z = (x − m) / √(v + ε) ⊙ exp(γ) + β, with mean m, variance v,
 * log-scale γ and shift β for every value of a vector, or every channel of an image; log |det
 * ∂z/∂x| = Σ γ − ½ Σ log(v + ε), for an image h · w times that.
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
 * @param epsilon ε, added to the variance; above 0 and finite
 */
public record BatchNorm(double epsilon) implements TransformSpec {

  /**
   * Checks the argument.
   *
   * @param epsilon see {@link #epsilon()}
   * @throws IllegalArgumentException if it is not above 0 and finite, in float32
   */
  public BatchNorm {
    checkArgument(
        (float) epsilon > 0 && Float.isFinite((float) epsilon),
        "epsilon must be above 0 and finite, but was %s",
        epsilon);
  }

  /**
   * Batch normalisation with ε = 1e-5, as in Papamakarios et al. 2017.
   *
   * @return the usual settings
   */
  public static BatchNorm defaults() {
    return new BatchNorm(1e-5);
  }

  @Override
  public EventShape output(EventShape input) {
    return input;
  }
}
