package io.github.flowlib.tf.internal.train;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.store.Origin;
import io.github.flowlib.tf.internal.store.Provenance;
import io.github.flowlib.tf.internal.store.RunDescription;
import io.github.flowlib.train.Snapshots;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingDivergedException;
import io.github.flowlib.train.TrainingInterruptedException;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * One training, from the weights of a model to better ones. It has a graph of its own, so that a
 * model can be used while it trains and a saved graph has no optimizer in it.
 */
public final class TrainingRun {

  /** The model that is trained, as its training sees it. */
  public interface Subject {

    ModelSpec spec();

    /** Where it computes, and trains. */
    Device device();

    /** Builds what training minimises into a graph of its own, for batches of a size. */
    Objective objective(GraphSession graph, int batchSize);

    /** The weights and statistics to start from. */
    Map<String, float[]> weights();

    /** Where those weights are from. */
    Origin origin();

    /**
     * Checks that somebody still wants the result.
     *
     * @throws IllegalStateException if the model was closed
     */
    void checkOpen();

    /** A model of the same kind with other weights. */
    Model<?> copy(Map<String, float[]> weights, Origin origin);

    /** Saves such a copy, whatever stands at the target. */
    void saveCopy(Map<String, float[]> weights, Origin origin, Path target) throws IOException;

    /** Gives the model better weights. */
    void take(Map<String, float[]> weights, Origin origin);
  }

  private final Subject subject;
  private final Training settings;
  private final RunDescription description;
  private final Trainer trainer;
  private final GraphSession graph;

  private TrainingRun(
      Subject subject, Dataset data, Training settings, Listeners listeners, GraphSession graph) {
    this.subject = subject;
    this.settings = settings;
    this.graph = graph;
    int batchSize = Math.min(settings.batchSize(), data.rows());
    Objective objective = subject.objective(graph, batchSize);
    graph.assign(subject.weights());
    description = RunDescription.of(subject.spec(), data, settings);
    trainer =
        new Trainer(
            graph,
            objective,
            subject.spec().context(),
            data,
            batchSize,
            settings,
            listeners,
            subject.origin(),
            subject::checkOpen);
  }

  /**
   * Trains on checked data. The model takes the best weights so far also when the training ends in
   * one of the exceptions that tell so.
   */
  public static TrainingReport fit(Subject subject, Dataset data, Training settings) {
    Listeners listeners = new Listeners(settings.listeners());
    TrainingReport report;
    try (GraphSession graph = GraphSession.ofTraining(subject.device(), settings)) {
      report = new TrainingRun(subject, data, settings, listeners, graph).run();
    } catch (RuntimeException | Error e) {
      listeners.failed(e);
      throw e;
    }
    listeners.ended(report);
    return report;
  }

  private TrainingReport run() {
    try (CheckpointStore checkpoints = checkpoints();
        Copies copies = new Copies()) {
      try {
        trainer.run(checkpoints, copies);
      } catch (TrainingDivergedException
          | TrainingInterruptedException
          | CheckpointDirectory.Failure e) {
        try {
          takeBest();
        } catch (RuntimeException closedMeanwhile) {
          e.addSuppressed(closedMeanwhile);
        }
        throw e;
      }
      takeBest();
      return trainer.report();
    }
  }

  private CheckpointStore checkpoints() {
    return settings.checkpoints().isEmpty()
        ? CheckpointStore.NONE
        : CheckpointDirectory.open(
            settings.checkpoints().get(),
            description,
            graph.variables().all(),
            (best, target) -> subject.saveCopy(best, originOfBest(), target));
  }

  private void takeBest() {
    if (!trainer.best().isEmpty()) {
      subject.take(trainer.best(), originOfBest());
    }
  }

  private Origin originOfBest() {
    return trainer.hasImproved()
        ? trainer.origin().then(Provenance.of(description, trainer.report()))
        : trainer.origin();
  }

  /** Copies of the model in training, for listeners, until the training is over. */
  private final class Copies implements Snapshots, AutoCloseable {

    private final Thread trains = Thread.currentThread();
    private volatile boolean over;

    @Override
    public <M extends AutoCloseable> M take(Class<M> type) {
      checkState(!over, "this training is over; ask the model itself");
      checkState(
          Thread.currentThread() == trains, // others would see weights in the middle of a step
          "snapshots must be taken on the thread that trains; take one in a method of a listener");
      Model<?> copy = subject.copy(trainer.weights(), Origin.UNKNOWN);
      if (!type.isInstance(copy)) {
        copy.close();
      }
      checkArgument(
          type.isInstance(copy),
          "a snapshot must be taken as the kind of model that is trained, but was wanted as %s; call"
              + " take(%s.class)",
          type.getSimpleName(),
          copy instanceof FlowModel ? "FlowModel" : "VaeModel");
      return type.cast(copy);
    }

    @Override
    public void close() {
      over = true;
    }
  }
}
