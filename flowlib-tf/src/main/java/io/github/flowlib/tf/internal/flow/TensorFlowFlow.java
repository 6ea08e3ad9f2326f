package io.github.flowlib.tf.internal.flow;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.internal.bijector.Bijector;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.model.TensorFlowModel;
import io.github.flowlib.tf.internal.rows.Condition;
import io.github.flowlib.tf.internal.rows.ContextChecks;
import io.github.flowlib.tf.internal.rows.RowInputs;
import io.github.flowlib.tf.internal.rows.Scoring;
import io.github.flowlib.tf.internal.train.Objective;
import io.github.flowlib.tf.internal.train.Statistics;
import io.github.flowlib.train.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** A flow on TensorFlow. */
public final class TensorFlowFlow extends TensorFlowModel<FlowSpec, Distribution>
    implements FlowModel {

  private final FlowHeads heads;

  public static TensorFlowFlow create(FlowSpec spec, long seed, Device device) {
    GraphSession session = GraphSession.ofModel(device);
    try {
      FlowHeads heads = new FlowHeads(spec, session);
      if (!session.isConvolutional()) { // a convolution of a single image is worth all threads
        session.preferOneThread();
      }
      return new TensorFlowFlow(spec, seed, session, heads);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private TensorFlowFlow(FlowSpec spec, long seed, GraphSession session, FlowHeads heads) {
    super(spec, seed, session, heads.signatures(), !heads.graph.isFittedFromData());
    this.heads = heads;
  }

  @Override
  protected void checkTrainable(Dataset data, Training settings) {
    heads.graph.checkTrainable();
    if (!heads.graph.hasStatisticsOfBatches()) {
      return;
    }
    checkArgument(
        data.rows() >= 2,
        "batch normalisation needs at least 2 rows of training data, but there is 1; add rows, or leave it out");
    int batchSize = Math.min(settings.batchSize(), data.rows());
    checkArgument(
        (data.rows() - 1) % batchSize + 1 >= 2,
        "batch normalisation needs batches of at least 2 rows, but with a batchSize of %s the last batch of %s"
            + " rows has 1; use one of at least 2 that leaves no single row",
        settings.batchSize(),
        data.rows());
  }

  @Override
  public Distribution under(Condition condition) {
    return new ConditionedFlow(this, condition);
  }

  @Override
  public double[] marginalLogProb(float[][] rows) {
    return classScores(rows).marginal();
  }

  @Override
  public double[] marginalLogProb(float[][] rows, float[][] context) {
    return classScores(rows, context).marginal();
  }

  @Override
  public int[] classify(float[][] rows) {
    return classScores(rows).mostProbable();
  }

  @Override
  public int[] classify(float[][] rows, float[][] context) {
    return classScores(rows, context).mostProbable();
  }

  private ClassScores classScores(float[][] rows) {
    return classScores(ContextChecks.classes(spec().context()), this::given, rows);
  }

  private ClassScores classScores(float[][] rows, float[][] context) {
    ContextChecks.both(spec().context());
    checkArgument(
        context.length == rows.length,
        "there must be 1 context vector per row (%s), but there were %s",
        rows.length,
        context.length);
    return classScores(spec().context().classes(), y -> given(y, context), rows);
  }

  private ClassScores classScores(int classes, IntFunction<Distribution> given, float[][] rows) {
    double[][] scores = new double[classes][];
    checks().checkRows(rows);
    return ready( // all of the same weights, though a training may end in between
        () -> {
          for (int y = 0; y < scores.length; y++) {
            scores[y] = given.apply(y).logProb(rows);
          }
          return new ClassScores(scores);
        });
  }

  @Override
  public double[] logProb(Dataset data) {
    checks().check(data, "the data set");
    return ready(
        () -> Scoring.score(session(), heads.inputs, heads.logProb, data, spec().context()));
  }

  @Override
  public Evaluation evaluate(Dataset data) {
    checks().check(data, "the data set");
    List<Operand<TFloat64>> wanted = new ArrayList<>(List.of(heads.logProb));
    heads.logitLogDet.ifPresent(wanted::add);
    double[][] scores =
        ready(
            () ->
                Scoring.score(
                    session(),
                    heads.inputs,
                    wanted,
                    data.rows(),
                    data.dimension(),
                    Scoring.rows(data, spec().context())));
    if (heads.logitLogDet.isEmpty()) {
      return Evaluation.of(scores[0], spec().dimension());
    }
    double[] inLogitSpace = scores[0].clone();
    Arrays.setAll(inLogitSpace, i -> scores[0][i] - scores[1][i]);
    return Evaluation.of(scores[0], spec().dimension(), inLogitSpace);
  }

  @Override
  protected void fitFromData(Dataset data) {
    Statistics.fit(session(), heads.inputs, heads.fitted, data, spec().context());
  }

  @Override
  protected RowInputs inputs() {
    return heads.inputs;
  }

  @Override
  protected Operand<TFloat32> leading() {
    return heads.leading;
  }

  @Override
  protected TensorFlowFlow another() {
    return create(spec(), 0, device());
  }

  @Override
  protected boolean isComplete() {
    return fitted() || !heads.graph.isFittedFromData();
  }

  @Override
  protected Objective objective(GraphSession graph, int batchSize) {
    return FlowTraining.build(spec(), graph, batchSize);
  }

  /** Runs while the model is open and its statistics are fitted. */
  <T> T ready(Supplier<T> run) {
    return inUse(
        () -> {
          checkState(
              isComplete(),
              "the statistics of %s are not fitted yet; call fit(...), or load a trained model",
              namesOfFitted());
          return run.get();
        });
  }

  private String namesOfFitted() {
    return IntStream.range(0, spec().transforms().size())
        .filter(i -> heads.graph.bijectors().get(i) instanceof Bijector.Fitted)
        .mapToObj(i -> "transform " + i + " (" + spec().transforms().get(i) + ")")
        .collect(Collectors.joining(", "));
  }

  FlowHeads heads() {
    return heads;
  }
}
