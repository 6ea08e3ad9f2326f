package io.github.flowlib.tf;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Samples;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingDivergedException;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

/**
 * A flow on TensorFlow: an inference graph that holds the weights. Training happens in a graph of
 * its own, which gives back the best weights at its end; so inference never waits for training, and
 * a saved model has no optimizer in it.
 */
final class TensorFlowFlow implements FlowModel {

  private final FlowSpec spec;
  private final GraphSession session;
  private final FlowHeads heads;
  private final RowChecks checks;
  private final ModelFiles files;
  // Runs share the read lock; new weights and close take the write lock, so they wait for runs in
  // flight.
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private final ReentrantLock training = new ReentrantLock();
  private boolean fitted;
  private volatile boolean closed;

  static TensorFlowFlow create(FlowSpec spec, long seed) {
    GraphSession session = new GraphSession();
    try {
      return new TensorFlowFlow(spec, seed, session);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private TensorFlowFlow(FlowSpec spec, long seed, GraphSession session) {
    this.spec = spec;
    this.session = session;
    heads = new FlowHeads(spec, session);
    checks = new RowChecks(spec);
    files = new ModelFiles(spec, session, heads);
    session.assign(session.variables().initialValues(seed));
    fitted = !session.variables().hasStatistics();
  }

  /** Takes weights and statistics from a directory whose checksums hold. */
  void restore(Path directory, boolean wasFitted) throws IOException {
    files.restoreWeights(directory);
    fitted = wasFitted;
  }

  @Override
  public FlowSpec spec() {
    return spec;
  }

  @Override
  public long parameters() {
    checkOpen();
    return session.variables().trainedCount();
  }

  @Override
  public Distribution given(int label) {
    return new FlowDistribution(this, Condition.label(label, spec.context()));
  }

  @Override
  public Distribution given(int[] labels) {
    return new FlowDistribution(this, Condition.labels(labels, spec.context()));
  }

  @Override
  public Distribution given(float[][] context) {
    return new FlowDistribution(this, Condition.vectors(context, spec.context()));
  }

  private Distribution unconditional() {
    checkState(
        spec.context() instanceof ContextSpec.None,
        "this model is conditional on %s; call given(...) first, or use a data set with %s",
        spec.context() instanceof ContextSpec.Classes classes
            ? classes.classes() + " classes"
            : "vectors of " + spec.context().encodedWidth() + " numbers",
        spec.context() instanceof ContextSpec.Classes ? "labels" : "context");
    return new FlowDistribution(this, new Condition.None());
  }

  @Override
  public double[] logProb(float[][] rows) {
    return unconditional().logProb(rows);
  }

  @Override
  public float[][] toNoise(float[][] rows) {
    return unconditional().toNoise(rows);
  }

  @Override
  public float[][] toData(float[][] noise) {
    return unconditional().toData(noise);
  }

  @Override
  public float[][] sample(int count, long seed, double temperature) {
    return unconditional().sample(count, seed, temperature);
  }

  @Override
  public Samples sampleAndLogProb(int count, long seed, double temperature) {
    return unconditional().sampleAndLogProb(count, seed, temperature);
  }

  @Override
  public double[] marginalLogProb(float[][] rows) {
    return classScores(rows).marginal();
  }

  @Override
  public int[] classify(float[][] rows) {
    return classScores(rows).argmax();
  }

  private ClassScores classScores(float[][] rows) {
    double[][] scores = new double[Condition.classes(spec.context())][];
    for (int y = 0; y < scores.length; y++) {
      scores[y] = given(y).logProb(rows);
    }
    return new ClassScores(scores);
  }

  @Override
  public double[] logProb(Dataset data) {
    checks.check(data, "the data set");
    return Scoring.withoutOverflow(
        inUse(() -> Scoring.score(session, heads.inputs, heads.logProb, data, spec.context())));
  }

  @Override
  public Evaluation evaluate(Dataset data) {
    checks.check(data, "the data set");
    List<Operand<TFloat64>> wanted = new ArrayList<>(List.of(heads.logProb));
    heads.logitLogDet.ifPresent(wanted::add);
    double[][] scores =
        inUse(
            () ->
                Scoring.score(
                    session,
                    heads.inputs,
                    wanted,
                    data.rows(),
                    data.dimension(),
                    Scoring.rows(data, spec.context())));
    if (heads.logitLogDet.isEmpty()) {
      return Evaluation.of(scores[0], spec.dimension());
    }
    double[] inLogitSpace = scores[0].clone();
    Arrays.setAll(inLogitSpace, i -> scores[0][i] - scores[1][i]);
    return Evaluation.of(scores[0], spec.dimension(), inLogitSpace);
  }

  @Override
  public TrainingReport fit(Dataset data, Training settings) {
    checks.check(data, "the training data");
    settings.validation().ifPresent(rows -> checks.check(rows, "the validation data"));
    training.lock();
    try {
      ScaleCheck.check(spec, data);
      fitStatistics(data);
      if (parameters() == 0) { // a flow of statistics and fixed transforms is complete now
        return new TrainingReport(ImmutableList.of(), 0, false, 0, 0);
      }
      return train(data, settings);
    } finally {
      training.unlock();
    }
  }

  private void fitStatistics(Dataset data) {
    use.writeLock().lock();
    try {
      checkOpen();
      if (!fitted) {
        Statistics.fit(session, heads, data, spec.context());
        fitted = true;
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  private TrainingReport train(Dataset data, Training settings) {
    try (GraphSession graph = new GraphSession()) {
      Objective objective = FlowObjective.build(spec, graph);
      graph.assign(inUse(() -> session.read(session.variables().all())));
      Trainer trainer =
          new Trainer(graph, objective, spec.context(), data, settings, this::checkOpen);
      try {
        TrainingReport report = trainer.run();
        take(trainer.best().orElseThrow());
        return report;
      } catch (TrainingDivergedException e) {
        try {
          trainer.best().ifPresent(this::take);
        } catch (RuntimeException closed) {
          e.addSuppressed(closed);
        }
        throw e;
      }
    }
  }

  private void take(Map<String, float[]> weights) {
    use.writeLock().lock();
    try {
      checkOpen();
      session.assign(weights);
    } finally {
      use.writeLock().unlock();
    }
  }

  @Override
  public void save(Path directory) throws IOException {
    use.readLock().lock();
    try {
      checkOpen();
      files.save(directory, fitted);
    } finally {
      use.readLock().unlock();
    }
  }

  /** Runs while the model is open and fitted. */
  <T> T inUse(Supplier<T> run) {
    use.readLock().lock();
    try {
      checkOpen();
      checkState(
          fitted,
          "the statistics of %s are not fitted yet; call fit(...), or load a trained model",
          Statistics.layerNames(spec, heads));
      return run.get();
    } finally {
      use.readLock().unlock();
    }
  }

  private void checkOpen() {
    checkState(!closed, "this model is closed; create or load another one");
  }

  @Override
  public String toString() {
    return "TensorFlow model of " + spec;
  }

  FlowHeads heads() {
    return heads;
  }

  GraphSession session() {
    return session;
  }

  RowChecks checks() {
    return checks;
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
