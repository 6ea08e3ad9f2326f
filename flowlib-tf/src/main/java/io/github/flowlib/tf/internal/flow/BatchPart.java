package io.github.flowlib.tf.internal.flow;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.device.Device;
import io.github.flowlib.tf.internal.device.Threads;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Variables;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * Rows of a batch that go through a flow by themselves.
 *
 * <p>A flow is one chain of operations, and oneDNN computes a small product on one thread. Two
 * halves of a batch give two processors something to do.
 *
 * @param number counted from 0
 * @param from the first row
 * @param size how many rows
 * @param isAll whether there is no other part
 */
record BatchPart(int number, int from, int size, boolean isAll) {

  /**
   * Multiplications in a product, on average: with fewer the time of an operation is not that of
   * its arithmetic, and twice as many operations take longer.
   */
  private static final long LEAST_WORK = 1 << 19;

  /** What tells the dropout of one part from that of another. */
  private static final long KEY_OF_PART = 0x9e3779b97f4a7c15L;

  /** The parts of all batches, once the variables of the flow are declared. */
  static ImmutableList<BatchPart> of(GraphSession session, FlowGraph graph, int batchSize) {
    int half = batchSize / 2;
    return half > 0 && isWorthTwo(session, batchSize) && !graph.hasStatisticsOfBatches()
        ? ImmutableList.of(
            new BatchPart(0, 0, half, false), new BatchPart(1, half, batchSize - half, false))
        : ImmutableList.of(new BatchPart(0, 0, batchSize, true));
  }

  private static boolean isWorthTwo(GraphSession session, int batchSize) {
    if (session.device().kind() != Device.Kind.CPU || !session.isNarrow() || Threads.count() < 2) {
      return false;
    }
    double weights =
        session.variables().trained().stream()
            .filter(Variables.Variable::isMatrix)
            .mapToLong(Variables.Variable::count)
            .average()
            .orElse(0);
    return weights * batchSize >= LEAST_WORK;
  }

  /** Its rows of {@code [n, d]}. */
  Operand<TFloat32> rows(Ops tf, Operand<TFloat32> all) {
    return isAll
        ? all
        : tf.slice(all, tf.constant(new int[] {from, 0}), tf.constant(new int[] {size, -1}));
  }

  /** Its shares of {@code [n]}. */
  Operand<TFloat64> shares(Ops tf, Operand<TFloat64> all) {
    return isAll
        ? all
        : tf.slice(all, tf.constant(new int[] {from}), tf.constant(new int[] {size}));
  }

  /** Its own key {@code int64[2]}. */
  Operand<TInt64> key(Ops tf, Operand<TInt64> ofBatch) {
    return number == 0
        ? ofBatch
        : tf.math.add(ofBatch, tf.constant(new long[] {number * KEY_OF_PART, 0}));
  }
}
