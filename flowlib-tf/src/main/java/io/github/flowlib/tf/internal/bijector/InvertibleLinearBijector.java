package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.EventShape;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.RowSums;
import io.github.flowlib.tf.internal.graph.Variables;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.TriangularSolve;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * {@link io.github.flowlib.spec.InvertibleLinear}: z = P L (U + diag(σ exp(s))) x at every
 * position.
 *
 * <p>What stands on the wrong side of a triangle, or on its diagonal, is multiplied by zero in
 * every run and never moves.
 */
final class InvertibleLinearBijector implements Bijector {

  private final Channels channels;
  private final Operand<TFloat32> lower;
  private final Operand<TFloat32> upper;
  private final Operand<TFloat32> logScale;
  private final Operand<TFloat32> sign;

  /** z_i is value {@code rows[i]} of what the triangles give. */
  private final Operand<TFloat32> rows;

  InvertibleLinearBijector(EventShape input, Variables.Scope scope) {
    channels = Channels.of(input);
    int c = channels.count();
    // One matrix for all: each variable draws it from the same random numbers.
    OrthogonalStart.Shared start = new OrthogonalStart.Shared(c);
    Variables.Scope together = scope.withOneSeed();
    lower = together.trained("lower", matrix(start, c, true), c, c);
    upper = together.trained("upper", matrix(start, c, false), c, c);
    logScale =
        together.trained(
            "log_scale", diagonal(start, value -> (float) Math.log(Math.abs(value))), c);
    sign = together.fixed("sign", diagonal(start, value -> (float) Math.signum(value)), c);
    rows =
        together.fixed(
            "rows",
            start.init(
                (drawn, count) -> {
                  float[] values = new float[count];
                  for (int i = 0; i < count; i++) {
                    values[i] = drawn.rows()[i];
                  }
                  return values;
                }),
            c);
  }

  private static Init matrix(OrthogonalStart.Shared start, int size, boolean lower) {
    return start.init(
        (drawn, count) -> {
          float[] values = new float[count];
          for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
              boolean wanted = lower ? j < i : j > i;
              double[][] triangle = lower ? drawn.lower() : drawn.upper();
              values[i * size + j] = wanted ? (float) triangle[i][j] : 0;
            }
          }
          return values;
        });
  }

  /** Makes the initial value of a variable from one number of the diagonal. */
  @FunctionalInterface
  private interface Value {

    float of(double diagonal);
  }

  private static Init diagonal(OrthogonalStart.Shared start, Value value) {
    return start.init(
        (drawn, count) -> {
          float[] values = new float[count];
          for (int i = 0; i < count; i++) {
            values[i] = value.of(drawn.upper()[i][i]);
          }
          return values;
        });
  }

  private Operand<TInt32> indices(Ops tf) {
    return tf.range(tf.constant(0), tf.constant(channels.count()), tf.constant(1));
  }

  /** 1 below the diagonal, or above it. */
  private Operand<TFloat32> triangle(Ops tf, boolean below) {
    Operand<TInt32> row = tf.expandDims(indices(tf), tf.constant(1));
    Operand<TInt32> column = tf.expandDims(indices(tf), tf.constant(0));
    return tf.dtypes.cast(
        below ? tf.math.greater(row, column) : tf.math.less(row, column), TFloat32.class);
  }

  private Operand<TFloat32> upperMatrix(Ops tf) {
    return tf.math.mul(upper, triangle(tf, false));
  }

  private Operand<TFloat32> diagonal(Ops tf) {
    return tf.math.mul(sign, tf.math.exp(logScale));
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Operand<TFloat32> h = channels.perPosition(tf, x);
    // Rows are events: every matrix stands on the right, transposed.
    Operand<TFloat32> u =
        tf.math.add(timesTransposed(tf, h, upperMatrix(tf)), tf.math.mul(h, diagonal(tf)));
    Operand<TFloat32> l =
        tf.math.add(u, timesTransposed(tf, u, tf.math.mul(lower, triangle(tf, true))));
    Operand<TFloat32> z = tf.gather(l, tf.dtypes.cast(rows, TInt32.class), tf.constant(1));
    Operand<TFloat64> logDet =
        tf.math.mul(tf.constant((double) channels.positions()), RowSums.overLast(tf, logScale));
    return new Mapped(channels.flat(tf, z), LogDet.ofEveryRow(logDet));
  }

  private static Operand<TFloat32> timesTransposed(
      Ops tf, Operand<TFloat32> rows, Operand<TFloat32> matrix) {
    return tf.linalg.matMul(rows, matrix, MatMul.transposeB(true));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    Operand<TInt32> back = tf.math.invertPermutation(tf.dtypes.cast(rows, TInt32.class));
    Operand<TFloat32> l = tf.gather(channels.perPosition(tf, z), back, tf.constant(1));
    // The solver reads one triangle and both systems have a diagonal: that of L is 1.
    Operand<TFloat32> unit =
        tf.math.add(tf.math.mul(lower, triangle(tf, true)), onDiagonal(tf, tf.onesLike(logScale)));
    Operand<TFloat32> u = solve(tf, unit, l, true);
    Operand<TFloat32> h =
        solve(tf, tf.math.add(upperMatrix(tf), onDiagonal(tf, diagonal(tf))), u, false);
    return channels.flat(tf, h);
  }

  private Operand<TFloat32> onDiagonal(Ops tf, Operand<TFloat32> values) {
    Operand<TFloat32> same =
        tf.dtypes.cast(
            tf.math.equal(
                tf.expandDims(indices(tf), tf.constant(1)),
                tf.expandDims(indices(tf), tf.constant(0))),
            TFloat32.class);
    return tf.math.mul(same, values);
  }

  /** The rows x of {@code x matrixᵀ = rows}. */
  private static Operand<TFloat32> solve(
      Ops tf, Operand<TFloat32> matrix, Operand<TFloat32> rows, boolean isLower) {
    Operand<TInt32> swap = tf.constant(new int[] {1, 0});
    return tf.linalg.transpose(
        tf.linalg.triangularSolve(
            matrix, tf.linalg.transpose(rows, swap), TriangularSolve.lower(isLower)),
        swap);
  }
}
