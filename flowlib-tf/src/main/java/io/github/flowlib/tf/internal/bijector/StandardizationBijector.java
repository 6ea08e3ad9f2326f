package io.github.flowlib.tf.internal.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.spec.EventShape;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** {@link io.github.flowlib.spec.Standardization}: z = (x − μ) / σ. */
final class StandardizationBijector implements Bijector.Fitted, Bijector.Elementwise {

  /** Of less, a part of the values is below the normal numbers of float32: zero, for TensorFlow. */
  private static final double LEAST_DEVIATION = 1e-30;

  private final int dimension;
  private final String path;
  private final Operand<TFloat32> mean;
  private final Operand<TFloat32> deviation;

  StandardizationBijector(EventShape input, Variables.Scope scope) {
    dimension = input.dimension();
    path = scope.path();
    mean = scope.statistic("mean", dimension);
    deviation = scope.statistic("deviation", dimension);
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Operand<TFloat64> logDet =
        tf.math.neg(
            tf.reduceSum(tf.math.log(tf.dtypes.cast(deviation, TFloat64.class)), tf.constant(0)));
    return new Mapped(tf.math.div(tf.math.sub(x, mean), deviation), LogDet.ofEveryRow(logDet));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    return pass.tf().math.add(pass.tf().math.mul(z, deviation), mean);
  }

  @Override
  public Fit startFit() {
    return new ColumnMoments(dimension) {
      @Override
      public Map<String, float[]> finish() {
        float[] means = new float[dimension];
        float[] deviations = new float[dimension];
        for (int j = 0; j < dimension; j++) {
          means[j] = (float) mean(j);
          deviations[j] = (float) deviation(j);
          checkArgument(
              deviation(j) > 0,
              "standardisation needs values that vary, but column %s is the same in all rows of the training"
                  + " data; remove it",
              j);
          checkArgument(
              deviation(j) >= LEAST_DEVIATION,
              "standardisation needs columns of a deviation of at least %s, but column %s has %s; give it in"
                  + " another unit",
              LEAST_DEVIATION,
              j,
              deviation(j));
        }
        return Map.of(path + "/mean", means, path + "/deviation", deviations);
      }
    };
  }
}
