package io.github.flowlib.tf.internal.bijector;

import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.GraphSessions;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.rows.Batch;
import io.github.flowlib.tf.internal.rows.Condition;
import io.github.flowlib.tf.internal.rows.RowInputs;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** One compiled transform in a graph of its own, with random weights that are not zero. */
public final class BijectorHarness implements AutoCloseable {

  record Forward(float[][] z, double[] logDet) {}

  private final int dimension;
  private final GraphSession session = GraphSessions.asBuilt();
  private final RowInputs inputs;
  private final Bijector compiled;
  private final Operand<TFloat32> forward;
  private final Operand<TFloat64> logDet;
  private final Operand<TFloat32> inverse;
  private final Placeholder<TFloat32> noise;
  private final Placeholder<TFloat32> selector;
  private @Nullable Operand<TFloat32> gradient;

  /** {@code wrap} lets a test replace the bijector by a faulty one. */
  BijectorHarness(
      Transform spec, EventShape shape, Context context, long seed, UnaryOperator<Bijector> wrap) {
    dimension = shape.dimension();
    Ops tf = session.tf();
    inputs = new RowInputs(tf, dimension, context, session.variables());
    compiled = Bijectors.compile(spec, shape, context, session.variables().scope("layer"));
    Bijector bijector = wrap.apply(compiled);
    Pass there = new Pass(tf, inputs.context());
    Bijector.Mapped mapped = bijector.forward(there, inputs.rows());
    forward = there.factoredOut().before(mapped.value());
    logDet = mapped.logDet().sum(tf, inputs.rows());
    noise = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, dimension)));
    selector = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, dimension)));
    Pass back = new Pass(tf, inputs.context());
    int leaves = spec.leaving(shape);
    inverse =
        bijector.inverse(
            back,
            back.factoredOut()
                .takeFrom(noise, leaves == 0 ? List.of() : List.of(leaves), dimension));
    draw(seed);
  }

  /** Gives the weights that a new harness of this seed has, without its time for a graph. */
  void draw(long seed) {
    session.assign(randomWeights(seed));
    if (compiled instanceof Bijector.Fitted fitted) {
      Bijector.Fit fit = fitted.startFit();
      fit.add(levels(seed));
      session.assign(fit.finish());
    }
  }

  /**
   * Uniform in ±1.5/√fan-in for matrices and ±0.5 for the rest: far from zero, far from saturation.
   */
  private Map<String, float[]> randomWeights(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    // What is not trained is drawn as in a new model.
    Map<String, float[]> values = new HashMap<>(session.variables().initialValues(seed));
    for (Variables.Variable variable : session.variables().trained()) {
      long outputs = variable.shape().get(-1);
      double bound = variable.isMatrix() ? 1.5 / Math.sqrt(variable.count() / outputs) : 0.5;
      values.put(variable.name(), Init.uniform(bound).values(variable.count(), random));
    }
    return values;
  }

  /** Training rows for transforms with statistics: levels 0 to 7, crowded at the low end. */
  private float[] levels(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[500 * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.floor(8 * random.nextDouble() * random.nextDouble());
    }
    return values;
  }

  boolean isElementwise() {
    return compiled instanceof Bijector.Elementwise;
  }

  Forward forward(float[][] x, Condition condition) {
    try (Run run = new Run(session)) {
      inputs.feed(run, Batch.of(x, 0, x.length, dimension, condition));
      Result result = run.fetch(forward).fetch(logDet).run();
      return new Forward(
          rows(Tensors.floats((TFloat32) result.get(0))),
          Tensors.doubles((TFloat64) result.get(1)));
    }
  }

  /** The random weights, by the names below {@code layer/}. */
  Map<String, float[]> weights() {
    Map<String, float[]> weights = new HashMap<>();
    session
        .read(session.variables().all())
        .forEach((name, values) -> weights.put(name.substring("layer/".length()), values));
    return weights;
  }

  float[][] inverse(float[][] z, Condition condition) {
    try (Run run = new Run(session)) {
      Batch batch = Batch.of(z, 0, z.length, dimension, condition);
      inputs.feedCondition(run, batch.condition());
      run.feed(noise, Tensors.of(batch.values(), Shape.of(z.length, dimension)));
      return rows(Tensors.floats((TFloat32) run.fetch(inverse).run().get(0)));
    }
  }

  /**
   * log |det J| of one row, from TensorFlow's gradients and elimination in double. One run gives
   * the whole Jacobian: as many copies of the row as it has values, of which each asks for another
   * one.
   */
  double autodiffLogDet(float[] x, Condition condition) {
    float[][] copies = new float[dimension][];
    float[] identity = new float[dimension * dimension];
    for (int j = 0; j < dimension; j++) {
      copies[j] = x;
      identity[j * dimension + j] = 1;
    }
    double[][] jacobian = new double[dimension][dimension];
    try (Run run = new Run(session)) {
      inputs.feed(run, Batch.of(copies, 0, dimension, dimension, repeated(condition)));
      run.feed(selector, Tensors.of(identity, Shape.of(dimension, dimension)));
      float[] rows = Tensors.floats((TFloat32) run.fetch(gradient()).run().get(0));
      for (int j = 0; j < dimension; j++) {
        for (int k = 0; k < dimension; k++) {
          jacobian[j][k] = rows[j * dimension + k];
        }
      }
    }
    return logAbsDeterminant(jacobian);
  }

  /** Of the selected values, for every row; built when it is wanted. */
  private Operand<TFloat32> gradient() {
    if (gradient == null) {
      gradient =
          session
              .tf()
              .gradients(session.tf().math.mul(forward, selector), List.of(inputs.rows()))
              .dy(0);
    }
    return gradient;
  }

  private Condition repeated(Condition one) {
    if (one instanceof Condition.LabelsAndVectors both) {
      return new Condition.LabelsAndVectors(repeated(both.labels()), repeated(both.vectors()));
    }
    if (one instanceof Condition.Labels labels) {
      int[] all = new int[dimension];
      Arrays.fill(all, labels.labels()[0]);
      return new Condition.Labels(all);
    }
    if (one instanceof Condition.Vectors vectors) {
      float[][] all = new float[dimension][];
      Arrays.fill(all, vectors.vectors()[0]);
      return new Condition.Vectors(all);
    }
    return one;
  }

  /** Gaussian elimination with partial pivoting. */
  public static double logAbsDeterminant(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      int pivot = i;
      for (int r = i + 1; r < a.length; r++) {
        pivot = Math.abs(a[r][i]) > Math.abs(a[pivot][i]) ? r : pivot;
      }
      double[] swap = a[i];
      a[i] = a[pivot];
      a[pivot] = swap;
      sum += Math.log(Math.abs(a[i][i]));
      for (int r = i + 1; r < a.length; r++) {
        double factor = a[r][i] / a[i][i];
        for (int c = i; c < a.length; c++) {
          a[r][c] -= factor * a[i][c];
        }
      }
    }
    return sum;
  }

  private float[][] rows(float[] flat) {
    float[][] rows = new float[flat.length / dimension][dimension];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * dimension, rows[i], 0, dimension);
    }
    return rows;
  }

  @Override
  public void close() {
    session.close();
  }
}
