package io.github.flowlib.tf.internal.graph;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.device.Device;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * One way through a model: the operations, what the rows are conditioned on, and whether it is for
 * training. It carries what transforms on this way tell each other.
 */
public final class Pass {

  private final Ops tf;
  private final Optional<Operand<TFloat32>> context;
  private final Optional<OfStep> step;
  private final Parts parts;
  private final FactoredOut factoredOut;

  /** What a pass for a step has beside rows. */
  private record OfStep(Device device, Operand<TFloat64> shares, Operand<TInt64> dropoutKey) {}

  /** For evaluation: a row's result depends on that row alone. */
  public Pass(Ops tf, Optional<Operand<TFloat32>> context) {
    this(tf, context, Optional.empty());
  }

  private Pass(Ops tf, Optional<Operand<TFloat32>> context, Optional<OfStep> step) {
    this.tf = tf;
    this.context = context;
    this.step = step;
    parts = new Parts(tf);
    factoredOut = new FactoredOut(tf);
  }

  /**
   * For the loss of a step, over the rows of a mini-batch.
   *
   * @param device that it is for
   * @param shares {@code [n]}: of every row in a mean over them
   * @param dropoutKey {@code int64[2]}, of the step
   */
  public static Pass training(
      Ops tf,
      Device device,
      Optional<Operand<TFloat32>> context,
      Operand<TFloat64> shares,
      Operand<TInt64> dropoutKey) {
    return new Pass(tf, context, Optional.of(new OfStep(device, shares, dropoutKey)));
  }

  public Ops tf() {
    return tf;
  }

  /** A pass of the same kind through something else, which sees another context. */
  public Pass seeing(Operand<TFloat32> otherContext) {
    return new Pass(tf, Optional.of(otherContext), step);
  }

  /** Whether gradients of it will be taken on the CPU. */
  public boolean isTrainingOnCpu() {
    return step.map(each -> each.device().kind() == Device.Kind.CPU).orElse(false);
  }

  /**
   * {@code [n]}: in training, where statistics are those of the batch, the share of every row in
   * them.
   */
  public Optional<Operand<TFloat64>> shares() {
    return step.map(OfStep::shares);
  }

  /** The key of this step's dropout; in a pass for evaluation there is none, and no dropout. */
  public Optional<Operand<TInt64>> dropoutKey() {
    return step.map(OfStep::dropoutKey);
  }

  /** {@code [n, c]}: one-hot labels, numbers, both, or their embedding. */
  public Optional<Operand<TFloat32>> context() {
    return context;
  }

  /** Values {@code [n, m]} with the context, if there is one, concatenated behind them. */
  public Operand<TFloat32> withContext(Operand<TFloat32> values) {
    return context
        .<Operand<TFloat32>>map(c -> tf.concat(ImmutableList.of(values, c), tf.constant(1)))
        .orElse(values);
  }

  /** What couplings on this way split and merged. */
  public Parts parts() {
    return parts;
  }

  /** What left before the end of this way. */
  public FactoredOut factoredOut() {
    return factoredOut;
  }
}
