package io.github.flowlib.tf.internal.train;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.rows.RandomStream;
import io.github.flowlib.tf.internal.rows.RowInputs;
import io.github.flowlib.tf.internal.rows.TrainingRows;
import java.util.function.LongToDoubleFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * What the trainer needs of a training graph, whatever kind of model it is.
 *
 * @param inputs where rows enter that are scored
 * @param batch where those of a step do
 * @param keys {@code int64[2]} each: the keys of all noise of a step
 * @param scalars numbers that change from step to step
 * @param loss a scalar to minimise, in nats per row
 * @param logProb {@code [n]}, without fresh noise: what validation averages
 * @param probes sums over a batch, finite only if all that they are sums of is finite; by what they
 *     tell of, in the order of the computation
 * @param refitted transforms whose statistics are fitted after every epoch
 * @param rowSize the values that a row takes in memory at its widest
 */
public record Objective(
    RowInputs inputs,
    TrainingRows batch,
    ImmutableMap<RandomStream, Placeholder<TInt64>> keys,
    ImmutableList<StepScalar> scalars,
    Operand<TFloat64> loss,
    Operand<TFloat64> logProb,
    ImmutableMap<String, Operand<TFloat64>> probes,
    ImmutableList<Statistics.Layer> refitted,
    int rowSize) {

  /**
   * A number that is fed in every step.
   *
   * @param placeholder where it enters
   * @param value by the step, counted from 0
   */
  public record StepScalar(Placeholder<TFloat32> placeholder, LongToDoubleFunction value) {}

  /** Feeds everything but rows for a step, counted from 0. */
  void feed(Run run, long seed, long step) {
    keys.forEach((stream, key) -> run.feed(key, stream.key(seed, step)));
    scalars.forEach(
        scalar ->
            run.feed(scalar.placeholder(), Tensors.scalar(scalar.value().applyAsDouble(step))));
  }
}
