package io.github.flowlib.tf.internal.distribution;

import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.GraphSessions;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.rows.Batch;
import io.github.flowlib.tf.internal.rows.Condition;
import io.github.flowlib.tf.internal.rows.RandomStream;
import io.github.flowlib.tf.internal.rows.RowInputs;
import io.github.flowlib.tf.internal.rows.SamplingInputs;
import io.github.flowlib.tf.internal.rows.SeedInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** One base in a graph of its own, with random weights that are not zero. */
final class BaseHarness implements AutoCloseable {

  /** The name of the gradient for the noise. */
  static final String NOISE = "z";

  private final int dimension;
  private final GraphSession session = GraphSessions.asBuilt();
  private final RowInputs inputs;
  private final SamplingInputs sampling;
  private final Operand<TFloat64> logProb;
  private final Operand<TFloat32> sample;
  private final Map<String, Operand<TFloat32>> gradients = new LinkedHashMap<>();

  BaseHarness(Base base, int dimension, Context context, long seed) {
    this.dimension = dimension;
    Ops tf = session.tf();
    inputs = new RowInputs(tf, dimension, context, session.variables());
    sampling = new SamplingInputs(tf, new SeedInput(tf));
    BaseDistribution compiled =
        BaseDistributions.compile(base, dimension, context, session.variables().scope("base"));
    logProb = compiled.logProb(new Pass(tf, inputs.context()), inputs.rows());
    Operand<TInt32> shape = tf.stack(List.of(sampling.count(), tf.constant(dimension)));
    sample =
        compiled.sample(
            tf, shape, sampling.key(RandomStream.BASE), sampling.temperature(), inputs.context());
    List<Variables.Variable> variables = session.variables().trained();
    List<Operand<?>> wanted = new ArrayList<>(List.of(inputs.rows()));
    variables.forEach(variable -> wanted.add(variable.store().handle()));
    Gradients all = tf.gradients(logProb, wanted);
    gradients.put(NOISE, all.dy(0));
    for (int i = 0; i < variables.size(); i++) {
      gradients.put(variables.get(i).name(), all.dy(i + 1));
    }
    session.assign(randomWeights(seed));
  }

  /** Means far apart, the rest moderate. */
  private Map<String, float[]> randomWeights(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, float[]> values = new HashMap<>();
    for (Variables.Variable variable : session.variables().trained()) {
      double bound = variable.name().contains("mean") ? 2 : 0.7;
      values.put(variable.name(), Init.uniform(bound).values(variable.count(), random));
    }
    return values;
  }

  Map<String, float[]> weights() {
    return session.read(session.variables().all());
  }

  /** The weights of a new model. */
  Map<String, float[]> initialWeights(long seed) {
    return session.variables().initialValues(seed);
  }

  void assign(Map<String, float[]> weights) {
    session.assign(weights);
  }

  double[] logProb(float[][] z, Condition condition) {
    try (Run run = new Run(session)) {
      inputs.feed(run, Batch.of(z, 0, z.length, dimension, condition));
      return Tensors.doubles((TFloat64) run.fetch(logProb).run().get(0));
    }
  }

  /** Of Σ log p over the rows, for {@link #NOISE} and every variable. */
  Map<String, float[]> gradients(float[][] z, Condition condition) {
    try (Run run = new Run(session)) {
      inputs.feed(run, Batch.of(z, 0, z.length, dimension, condition));
      gradients.values().forEach(run::fetch);
      Result result = run.run();
      Map<String, float[]> values = new LinkedHashMap<>();
      int i = 0;
      for (String name : gradients.keySet()) {
        values.put(name, Tensors.floats((TFloat32) result.get(i++)));
      }
      return values;
    }
  }

  float[][] sample(int count, long seed, long chunk, double temperature, Condition condition) {
    try (Run run = new Run(session)) {
      inputs.feedCondition(run, condition.slice(0, count));
      sampling.feed(run, count, seed, chunk, temperature);
      float[] flat = Tensors.floats((TFloat32) run.fetch(sample).run().get(0));
      float[][] rows = new float[count][dimension];
      for (int i = 0; i < count; i++) {
        System.arraycopy(flat, i * dimension, rows[i], 0, dimension);
      }
      return rows;
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
