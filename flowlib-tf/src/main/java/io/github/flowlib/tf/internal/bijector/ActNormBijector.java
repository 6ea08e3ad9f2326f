package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.EventShape;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.RowSums;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** {@link io.github.flowlib.spec.ActNorm}: z = (x + b) ⊙ exp(s). */
final class ActNormBijector implements Bijector.Fitted, Bijector.Elementwise {

  private final Channels channels;
  private final String path;
  private final Operand<TFloat32> shift;
  private final Operand<TFloat32> logScale;

  ActNormBijector(EventShape input, Variables.Scope scope) {
    channels = Channels.of(input);
    path = scope.path();
    shift = scope.trained("shift", Init.zeros(), channels.count());
    logScale = scope.trained("log_scale", Init.zeros(), channels.count());
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Operand<TFloat32> z =
        channels.flat(
            tf,
            tf.math.mul(tf.math.add(channels.perPosition(tf, x), shift), tf.math.exp(logScale)));
    Operand<TFloat64> logDet =
        tf.math.mul(tf.constant((double) channels.positions()), RowSums.overLast(tf, logScale));
    return new Mapped(z, LogDet.ofEveryRow(logDet));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Ops tf = pass.tf();
    return channels.flat(
        tf,
        tf.math.sub(
            tf.math.mul(channels.perPosition(tf, z), tf.math.exp(tf.math.neg(logScale))), shift));
  }

  @Override
  public Fit startFit() {
    return new ColumnMoments(channels.count()) {
      @Override
      public Map<String, float[]> finish() {
        float[] shifts = new float[channels.count()];
        float[] logScales = new float[channels.count()];
        for (int c = 0; c < shifts.length; c++) {
          shifts[c] = (float) -mean(c);
          double deviation = deviation(c);
          logScales[c] = deviation > 0 ? (float) -Math.log(deviation) : 0;
        }
        return Map.of(path + "/shift", shifts, path + "/log_scale", logScales);
      }
    };
  }
}
