package io.github.flowlib.tf.internal.rows;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * The rows of a step. There are always as many: a compiler of graphs can then work out every shape
 * once, before the first step. A batch that is short of rows, the last of an epoch, has some of its
 * rows again, whose share in the loss is 0.
 */
public final class TrainingRows {

  private final RowInputs inputs;
  private final int size;
  private final Operand<TFloat32> rows;
  private final Optional<Operand<TFloat32>> context;
  private final Placeholder<TFloat64> fedShares;
  private final Operand<TFloat64> shares;

  /**
   * Rows that enter where those of any number do.
   *
   * @param size of a batch
   */
  public TrainingRows(Ops tf, RowInputs inputs, int size) {
    this.inputs = inputs;
    this.size = size;
    rows = inputs.rowsOf(tf, size);
    context = inputs.contextOf(tf, size);
    fedShares = tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(size)));
    shares = tf.ensureShape(fedShares, Shape.of(size)); // nobody believes the shape of what is fed
  }

  /** {@code [size, d]}. */
  public Operand<TFloat32> rows() {
    return rows;
  }

  /** {@code [size, c]}: what conditioners see. */
  public Optional<Operand<TFloat32>> context() {
    return context;
  }

  /** {@code [size]}: of every row in a mean, 1 / n for each of n, and 0 for one that fills up. */
  public Operand<TFloat64> shares() {
    return shares;
  }

  /** The mean of one number for each row, {@code [size]}. */
  public Operand<TFloat64> mean(Ops tf, Operand<TFloat64> ofRows) {
    return tf.reduceSum(tf.math.mul(ofRows, shares), tf.constant(0));
  }

  /** Feeds the rows {@code order[from] … order[to − 1]} of checked data, at least one. */
  public void feed(Run run, Dataset data, int[] order, int from, int to, Context context) {
    int[] filled = new int[size];
    double[] share = new double[size];
    for (int i = 0; i < size; i++) {
      filled[i] = order[from + i % (to - from)];
    }
    Arrays.fill(share, 0, to - from, 1.0 / (to - from));
    inputs.feed(run, Batch.of(data, filled, 0, size, context));
    run.feed(fedShares, Tensors.of(share));
  }
}
