package io.github.flowlib.tf.internal.rows;

import com.google.common.collect.ImmutableList;
import com.google.common.math.Stats;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link Context.Vector}: (c − μ) / σ, once for all layers of a model. */
public final class ContextStandardization {

  private static final String NAME = "context";
  private static final String MEAN = "mean";
  private static final String DEVIATION = "deviation";

  private final Operand<TFloat32> mean;
  private final Operand<TFloat32> deviation;

  /** Declares the statistics; until they are fitted, numbers stay as they are. */
  ContextStandardization(int width, Variables variables) {
    Variables.Scope scope = variables.scope(NAME);
    mean = scope.statistic(MEAN, Init.zeros(), width);
    deviation = scope.statistic(DEVIATION, Init.constant(1), width);
  }

  /** For numbers {@code [n, k]}: the same shape. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> numbers) {
    return tf.math.div(tf.math.sub(numbers, mean), deviation);
  }

  /** The statistics of checked data, by the names of the variables; none for other contexts. */
  public static Map<String, float[]> fit(Context context, Dataset data) {
    if (!context.standardized()) {
      return Map.of();
    }
    ImmutableList<Stats> columns = Columns.ofContext(data);
    float[] means = new float[columns.size()];
    float[] deviations = new float[columns.size()];
    for (int j = 0; j < means.length; j++) {
      means[j] = (float) columns.get(j).mean();
      deviations[j] = scale(columns.get(j));
    }
    return Map.of(NAME + "/" + MEAN, means, NAME + "/" + DEVIATION, deviations);
  }

  /** What float32 cannot tell at the mean is rounding, which must not be blown up. */
  private static float scale(Stats column) {
    double least = Math.max(Math.ulp((float) column.mean()), Float.MIN_NORMAL);
    double deviation = column.populationStandardDeviation();
    return deviation < least ? 1 : (float) deviation;
  }
}
