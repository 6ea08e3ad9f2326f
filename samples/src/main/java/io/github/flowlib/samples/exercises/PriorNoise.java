package io.github.flowlib.samples.exercises;

import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.FlowSpec;
import java.io.IOException;
import java.util.Optional;

/**
 * The noise ε behind the latents of an autoencoder conditional on classes: a prior p(z | y) that is
 * a flow makes z = f⁻¹(ε; y) of ε ~ N(0, I). That flow stands here as a model of its own, on the
 * same weights. Under a standard normal prior ε is z.
 *
 * <p>Another label needs another z: the prior is filled elsewhere for it. What two labels can have
 * in common is ε.
 */
final class PriorNoise implements AutoCloseable {

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
  static PriorNoise of(VaeModel vae) throws IOException {
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

  /** ε = f(z; y). */
  float[][] of(int label, float[][] latents) {
    return flow.isPresent() ? flow.get().given(label).toNoise(latents) : latents;
  }

  /** z = f⁻¹(ε; y). */
  float[][] toLatents(int label, float[][] noise) {
    return flow.isPresent() ? flow.get().given(label).toData(noise) : noise;
  }

  @Override
  public void close() {
    flow.ifPresent(FlowModel::close);
  }
}
