package io.github.flowlib.samples.exercises.measurement;

import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.FlowSpec;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The noise ε behind the latents of an autoencoder conditional on classes: a prior p(z | y) that is
 * a flow makes z = f⁻¹(ε; y) of ε ~ N(0, I). That flow stands here as a model of its own, on the
 * same weights. Under a standard normal prior ε is z.
 *
 * <p>Another label needs another z: the prior is filled elsewhere for it. What two labels can have
 * in common is ε.
 */
public final class PriorNoise implements AutoCloseable {

  private static final String PRIOR = "prior/";

  private final Optional<FlowModel> flow;

  private PriorNoise(Optional<FlowModel> flow) {
    this.flow = flow;
  }

  /**
   * Takes the prior out of a model.
   *
   * @param vae the model
   * @return its prior; close it
   * @throws IOException if weights cannot be written or read
   */
  public static PriorNoise of(VaeModel vae) throws IOException {
    Optional<FlowSpec> spec = vae.spec().prior();
    if (spec.isEmpty()) {
      return new PriorNoise(Optional.empty());
    }
    FlowModel flow = Models.create(spec.get());
    PriorNoise noise = new PriorNoise(Optional.of(flow));
    boolean copied = false;
    try {
      WeightsCopy.copy(
          vae,
          flow,
          name ->
              name.startsWith(PRIOR)
                  ? Optional.of(name.substring(PRIOR.length()))
                  : Optional.empty());
      copied = true;
      return noise;
    } finally {
      if (!copied) {
        noise.close();
      }
    }
  }

  /**
   * ε = f(z; y).
   *
   * @param label y
   * @param latents z, {@code [n, l]}
   * @return ε, {@code [n, l]}
   */
  public float[][] of(int label, float[][] latents) {
    return flow.isPresent() ? flow.get().given(label).toNoise(latents) : latents;
  }

  /**
   * z = f⁻¹(ε; y).
   *
   * @param label y
   * @param noise ε, {@code [n, l]}
   * @return z, {@code [n, l]}
   */
  public float[][] toLatents(int label, float[][] noise) {
    return flow.isPresent() ? flow.get().given(label).toData(noise) : noise;
  }

  /**
   * Draws z ~ p(z | y).
   *
   * @param label y
   * @param count how many
   * @param latent values of each
   * @param random where ε comes from
   * @return z, {@code [count, latent]}
   */
  public float[][] draw(int label, int count, int latent, SplittableRandom random) {
    float[][] noise = new float[count][latent];
    for (float[] row : noise) {
      for (int j = 0; j < latent; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return toLatents(label, noise);
  }

  @Override
  public void close() {
    flow.ifPresent(FlowModel::close);
  }
}
