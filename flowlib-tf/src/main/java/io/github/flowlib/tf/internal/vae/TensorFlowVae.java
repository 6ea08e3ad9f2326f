package io.github.flowlib.tf.internal.vae;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.Elbo;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.model.ImportanceEstimate;
import io.github.flowlib.model.Sampler;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.distribution.Observation;
import io.github.flowlib.tf.internal.distribution.Observations;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.model.TensorFlowModel;
import io.github.flowlib.tf.internal.rows.Condition;
import io.github.flowlib.tf.internal.rows.RowChecks;
import io.github.flowlib.tf.internal.rows.RowInputs;
import io.github.flowlib.tf.internal.rows.Scoring;
import io.github.flowlib.tf.internal.train.Objective;
import io.github.flowlib.train.Training;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A variational autoencoder on TensorFlow. */
public final class TensorFlowVae extends TensorFlowModel<VaeSpec, VaeDistribution>
    implements VaeModel {

  private final VaeHeads heads;
  private final LatentSampling sampling;

  public static TensorFlowVae create(VaeSpec spec, long seed, Device device) {
    GraphSession session = GraphSession.ofModel(device);
    try {
      return new TensorFlowVae(spec, seed, session, new VaeHeads(spec, session));
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private TensorFlowVae(VaeSpec spec, long seed, GraphSession session, VaeHeads heads) {
    super(spec, seed, session, heads.signatures(), false);
    this.heads = heads;
    sampling = new LatentSampling(session, heads, VaeGraph.widest(spec));
  }

  @Override
  public VaeDistribution under(Condition condition) {
    return new ConditionedVae(this, condition);
  }

  @Override
  public Elbo elbo(Dataset data, int samples) {
    checks().check(data, "the data set");
    checkSamples("samples", samples);
    return inUse(
        () ->
            sampling.elbo(
                data.rows(), samples, Sampler.DEFAULT_SEED, Scoring.rows(data, spec().context())));
  }

  @Override
  public ImportanceEstimate importanceEstimate(Dataset data, int importanceSamples) {
    checks().check(data, "the data set");
    checkSamples("importanceSamples", importanceSamples);
    return inUse(
        () ->
            sampling.importance(
                data.rows(),
                importanceSamples,
                Sampler.DEFAULT_SEED,
                Scoring.rows(data, spec().context())));
  }

  @Override
  public Evaluation evaluate(Dataset data, int importanceSamples) {
    return Evaluation.of(logProb(data, importanceSamples), data.dimension());
  }

  @Override
  protected void checkTrainable(Dataset data, Training settings) {
    heads.prior.checkTrainable();
  }

  /** The decoder begins with the means of the data: the rest of its weights has less to learn. */
  @Override
  protected void fitFromData(Dataset data) {
    int d = data.dimension();
    double[] sums = new double[d];
    float[] row = new float[d];
    for (int i = 0; i < data.rows(); i++) {
      data.copyRow(i, row, 0);
      for (int j = 0; j < d; j++) {
        sums[j] += row[j];
      }
    }
    Observation observation = Observations.compile(spec());
    float[] bias = new float[d * spec().likelihood().parameterCount()];
    for (int j = 0; j < d; j++) {
      bias[j] = (float) observation.start(sums[j] / data.rows() / spec().scale());
    }
    session().assign(Map.of(VaeGraph.DECODER_BIAS, bias));
  }

  @Override
  protected RowInputs inputs() {
    return heads.inputs;
  }

  @Override
  protected Operand<TFloat32> leading() {
    return heads.observed;
  }

  @Override
  protected TensorFlowVae another() {
    return create(spec(), 0, device());
  }

  @Override
  protected Objective objective(GraphSession graph, int batchSize) {
    return VaeTraining.build(spec(), graph, batchSize);
  }

  /** Checks rows of latents. */
  void checkLatents(float[][] latents) {
    for (int i = 0; i < latents.length; i++) {
      checkArgument(
          latents[i].length == spec().latent(),
          "latents must have %s values, but row %s has %s; the model was built with latent(%s)",
          spec().latent(),
          i,
          latents[i].length,
          spec().latent());
    }
    RowChecks.checkFinite(latents, "latents", "take them from encode(...), or draw them");
  }

  static void checkSamples(String name, int samples) {
    checkArgument(samples >= 1, "%s must be at least 1, but was %s", name, samples);
  }

  VaeHeads heads() {
    return heads;
  }

  LatentSampling sampling() {
    return sampling;
  }
}
