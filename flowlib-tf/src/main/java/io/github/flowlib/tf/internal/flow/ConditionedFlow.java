package io.github.flowlib.tf.internal.flow;

import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.Samples;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.rows.Batch;
import io.github.flowlib.tf.internal.rows.Chunks;
import io.github.flowlib.tf.internal.rows.Condition;
import io.github.flowlib.tf.internal.rows.RowChecks;
import io.github.flowlib.tf.internal.rows.RowHead;
import io.github.flowlib.tf.internal.rows.Scoring;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A flow together with what it is conditioned on. Everything runs in chunks of bounded memory. */
final class ConditionedFlow implements Distribution {

  private final TensorFlowFlow flow;
  private final FlowHeads heads;
  private final Condition condition;
  private final int dimension;

  ConditionedFlow(TensorFlowFlow flow, Condition condition) {
    this.flow = flow;
    this.heads = flow.heads();
    this.condition = condition;
    this.dimension = flow.spec().dimension();
  }

  @Override
  public double[] logProb(float[][] rows) {
    flow.checks().checkRows(rows);
    condition.checkCount(rows.length);
    return flow.ready(
        () ->
            Scoring.score(
                flow.session(),
                heads.inputs,
                List.of(heads.logProb),
                rows.length,
                dimension,
                (from, to) -> Batch.of(rows, from, to, dimension, condition))[0]);
  }

  @Override
  public float[][] toNoise(float[][] rows) {
    flow.checks().checkRows(rows);
    condition.checkCount(rows.length);
    return flow.ready(
        () ->
            RowHead.run(
                flow.session(),
                heads.toNoise,
                rows.length,
                dimension,
                dimension,
                (run, from, to) ->
                    heads.inputs.feed(run, Batch.of(rows, from, to, dimension, condition))));
  }

  @Override
  public float[][] toData(float[][] noise) {
    flow.checks().checkNoise(noise);
    condition.checkCount(noise.length);
    return flow.ready(() -> dataOf(noise));
  }

  private float[][] dataOf(float[][] noise) {
    return RowHead.run(
        flow.session(),
        heads.toData,
        noise.length,
        dimension,
        dimension,
        (run, from, to) -> {
          Batch batch = Batch.of(noise, from, to, dimension, condition);
          heads.inputs.feedCondition(run, batch.condition());
          run.feed(heads.noise, Tensors.of(batch.values(), Shape.of(to - from, dimension)));
        });
  }

  /** Many rows take two steps where the way from noise to data is faster in chunks of its own. */
  @Override
  public float[][] sample(int count, long seed, double temperature) {
    RowChecks.checkSampling(count, temperature);
    condition.checkCount(count);
    return flow.ready(
        () ->
            Chunks.isCutOtherwiseFreely(flow.session(), count, dimension)
                ? dataOf(draw(heads.drawnNoise, count, seed, temperature))
                : draw(heads.sample, count, seed, temperature));
  }

  private float[][] draw(Operand<TFloat32> head, int count, long seed, double temperature) {
    return RowHead.draw(
        flow.session(),
        head,
        count,
        dimension,
        dimension,
        (run, chunk, from, to) -> {
          heads.inputs.feedCondition(run, condition.slice(from, to));
          // Chunks have a fixed size, so their number is a key and the first samples do not depend
          // on the count.
          heads.sampling.feed(run, to - from, seed, chunk, temperature);
        });
  }

  @Override
  public Samples sampleAndLogProb(int count, long seed, double temperature) {
    RowChecks.checkSampling(count, temperature);
    condition.checkCount(count);
    return flow.ready( // both of the same weights, though a training may end in between
        () -> {
          float[][] rows = sample(count, seed, temperature);
          return new Samples(rows, logProb(rows));
        });
  }
}
