package io.github.flowlib.tf;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.Samples;
import java.util.function.BiFunction;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A flow together with what it is conditioned on. Everything runs in chunks of bounded memory. */
final class FlowDistribution implements Distribution {

  private final TensorFlowFlow flow;
  private final FlowHeads heads;
  private final Condition condition;
  private final int dimension;

  FlowDistribution(TensorFlowFlow flow, Condition condition) {
    this.flow = flow;
    this.heads = flow.heads();
    this.condition = condition;
    this.dimension = flow.spec().dimension();
  }

  @Override
  public double[] logProb(float[][] rows) {
    checkCount(rows.length);
    flow.checks().checkRows(rows);
    return flow.inUse(
        () -> {
          double[] all = new double[rows.length];
          int chunk = Scoring.chunk(dimension);
          for (int from = 0; from < rows.length; from += chunk) {
            int to = Math.min(from + chunk, rows.length);
            Batch batch = Batch.of(rows, from, to, dimension, condition);
            double[] part = Scoring.run(flow.session(), heads.inputs, heads.logProb, batch);
            System.arraycopy(part, 0, all, from, part.length);
          }
          return all;
        });
  }

  @Override
  public float[][] toNoise(float[][] rows) {
    checkCount(rows.length);
    flow.checks().checkRows(rows);
    return inChunks(
        rows.length,
        (from, to) -> {
          Run run = new Run(flow.session());
          heads.inputs.feed(run, Batch.of(rows, from, to, dimension, condition));
          return run.fetch(heads.toNoise);
        });
  }

  @Override
  public float[][] toData(float[][] noise) {
    checkCount(noise.length);
    flow.checks().checkNoise(noise);
    return inChunks(
        noise.length,
        (from, to) -> {
          Run run = new Run(flow.session());
          Batch batch = Batch.of(noise, from, to, dimension, condition);
          heads.inputs.feedCondition(run, batch.condition());
          run.feed(heads.noise, Tensors.of(batch.values(), Shape.of(to - from, dimension)));
          return run.fetch(heads.toData);
        });
  }

  @Override
  public float[][] sample(int count, long seed, double temperature) {
    checkArgument(count >= 1, "count must be at least 1, but was %s", count);
    checkArgument(
        temperature >= 0 && Double.isFinite(temperature),
        "temperature must be at least 0 and finite, but was %s",
        temperature);
    checkCount(count);
    return inChunks(
        count,
        (from, to) -> {
          Run run = new Run(flow.session());
          heads.inputs.feedCondition(run, condition.slice(from, to));
          // Chunks have a fixed size, so their number is a key and the first samples do not depend
          // on the count.
          return run.feed(heads.count, TInt32.scalarOf(to - from))
              .feed(heads.key, Tensors.of(seed, from / Scoring.chunk(dimension)))
              .feed(heads.temperature, Tensors.scalar(temperature))
              .fetch(heads.sample);
        });
  }

  @Override
  public Samples sampleAndLogProb(int count, long seed, double temperature) {
    float[][] rows = sample(count, seed, temperature);
    return new Samples(rows, logProb(rows));
  }

  private void checkCount(int rows) {
    condition
        .rows()
        .ifPresent(
            wanted ->
                checkArgument(
                    rows == wanted,
                    "given(...) named %s labels or contexts, so there must be as many rows, but were %s",
                    wanted,
                    rows));
  }

  private float[][] inChunks(int rows, BiFunction<Integer, Integer, Run> prepare) {
    return flow.inUse(
        () -> {
          float[][] all = new float[rows][dimension];
          int chunk = Scoring.chunk(dimension);
          for (int from = 0; from < rows; from += chunk) {
            int to = Math.min(from + chunk, rows);
            try (Run run = prepare.apply(from, to)) {
              float[] flat = Tensors.floats((TFloat32) run.run().get(0));
              for (int i = from; i < to; i++) {
                System.arraycopy(flat, (i - from) * dimension, all[i], 0, dimension);
              }
            }
          }
          return all;
        });
  }
}
