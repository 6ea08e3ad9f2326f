package io.github.flowlib.tf.internal.vae;

import io.github.flowlib.model.Elbo;
import io.github.flowlib.model.ImportanceEstimate;
import io.github.flowlib.model.Posterior;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.rows.Batch;
import io.github.flowlib.tf.internal.rows.Condition;
import io.github.flowlib.tf.internal.rows.RowChecks;
import io.github.flowlib.tf.internal.rows.RowHead;
import io.github.flowlib.tf.internal.rows.Scoring;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A variational autoencoder together with what it is conditioned on. */
final class ConditionedVae implements VaeDistribution {

  private final TensorFlowVae vae;
  private final VaeHeads heads;
  private final Condition condition;
  private final int dimension;
  private final int latent;

  ConditionedVae(TensorFlowVae vae, Condition condition) {
    this.vae = vae;
    this.heads = vae.heads();
    this.condition = condition;
    this.dimension = vae.spec().dimension();
    this.latent = vae.spec().latent();
  }

  @Override
  public Posterior encode(float[][] rows) {
    checkRows(rows);
    return vae.inUse(
        () ->
            new Posterior(
                encoded(rows, heads.posteriorMean), encoded(rows, heads.posteriorDeviation)));
  }

  private float[][] encoded(float[][] rows, Operand<TFloat32> head) {
    return RowHead.run(
        vae.session(),
        head,
        rows.length,
        dimension,
        latent,
        (run, from, to) -> heads.inputs.feed(run, Batch.of(rows, from, to, dimension, condition)));
  }

  @Override
  public float[][] decode(float[][] latents) {
    condition.checkCount(latents.length);
    vae.checkLatents(latents);
    return vae.inUse(
        () ->
            RowHead.run(
                vae.session(),
                heads.decoded,
                latents.length,
                dimension,
                dimension,
                (run, from, to) -> {
                  Batch batch = Batch.of(latents, from, to, latent, condition);
                  heads.inputs.feedCondition(run, batch.condition());
                  run.feed(heads.latents, Tensors.of(batch.values(), Shape.of(to - from, latent)));
                }));
  }

  /** Both steps see the same weights, though a training may end in between. */
  @Override
  public float[][] reconstruct(float[][] rows) {
    checkRows(rows);
    return vae.inUse(() -> decode(encode(rows).mean()));
  }

  @Override
  public float[][] sample(int count, long seed, double temperature) {
    return sampled(heads.sample, count, seed, temperature);
  }

  @Override
  public float[][] sampleMeans(int count, long seed, double temperature) {
    return sampled(heads.sampleMean, count, seed, temperature);
  }

  private float[][] sampled(Operand<TFloat32> head, int count, long seed, double temperature) {
    RowChecks.checkSampling(count, temperature);
    condition.checkCount(count);
    return vae.inUse(
        () ->
            RowHead.draw(
                vae.session(),
                head,
                count,
                dimension,
                dimension,
                (run, chunk, from, to) -> {
                  heads.inputs.feedCondition(run, condition.slice(from, to));
                  // Chunks have a fixed size, so their number is a key.
                  heads.sampling.feed(run, to - from, seed, chunk, temperature);
                }));
  }

  @Override
  public Elbo elbo(float[][] rows, int samples, long seed) {
    checkRows(rows);
    TensorFlowVae.checkSamples("samples", samples);
    return vae.inUse(() -> vae.sampling().elbo(rows.length, samples, seed, batches(rows)));
  }

  @Override
  public ImportanceEstimate importanceEstimate(float[][] rows, int importanceSamples, long seed) {
    checkRows(rows);
    TensorFlowVae.checkSamples("importanceSamples", importanceSamples);
    return vae.inUse(
        () -> vae.sampling().importance(rows.length, importanceSamples, seed, batches(rows)));
  }

  private Scoring.Rows batches(float[][] rows) {
    return (from, to) -> Batch.of(rows, from, to, dimension, condition);
  }

  private void checkRows(float[][] rows) {
    vae.checks().checkRows(rows);
    condition.checkCount(rows.length);
  }
}
