package io.github.flowlib.tf.internal.train;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Log;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.store.Origin;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Snapshots;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingDivergedException;
import io.github.flowlib.train.TrainingInterruptedException;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * The training loop: batches in a seeded order, a step, listeners, validation, best weights. It
 * knows objectives, not models.
 *
 * <p>All randomness is a function of (seed, step) or (seed, epoch), so nothing depends on what ran
 * before.
 */
final class Trainer {

  /** Losses that an exception about divergence tells of. */
  private static final int TAIL = 5;

  /** Which rows a step sees. */
  private record Rows(int[] order, int from, int to) {}

  /** What a step gave. */
  private record Step(double loss, double gradientNorm) {}

  private final GraphSession session;
  private final Objective objective;
  private final Context context;
  private final Dataset data;
  private final Training training;
  private final Listeners listeners;
  private final AdamStep adam;
  private final Optional<WeightAverage> average;
  private final Optional<Validation> validation;
  private final Operand<TFloat64> probes;
  private final ImmutableList<Variables.Variable> ofModel;
  private final Runnable checkOpen;
  private final int batchSize;
  private final long stepsPerEpoch;
  private final long totalSteps;
  private final long startNanos = System.nanoTime();

  // What a checkpoint holds, beside the variables of the graph.
  private final List<EpochEnd> history = new ArrayList<>();
  private Map<String, float[]> best = Map.of();
  private OptionalDouble startLoss = OptionalDouble.empty();
  private int bestEpoch;
  private long step;
  private double lossSum;
  private double normSum;
  private double secondsBefore;
  private Origin origin;

  private final Deque<Double> lastLosses = new ArrayDeque<>();

  Trainer(
      GraphSession session,
      Objective objective,
      Context context,
      Dataset data,
      int batchSize,
      Training training,
      Listeners listeners,
      Origin origin,
      Runnable checkOpen) {
    this.checkOpen = checkOpen;
    this.batchSize = batchSize;
    this.session = session;
    this.objective = objective;
    this.context = context;
    this.data = data;
    this.training = training;
    this.listeners = listeners;
    this.origin = origin;
    stepsPerEpoch = (data.rows() + batchSize - 1L) / batchSize;
    totalSteps = stepsPerEpoch * training.epochs();
    Optimizer.Adam spec = (Optimizer.Adam) training.optimizer();
    ofModel = session.variables().ofModel();
    validation =
        training.validation().map(rows -> new Validation(session, objective, context, rows));
    probes = session.tf().stack(objective.probes().values());
    adam = new AdamStep(session, objective.loss(), spec, training.l2(), training.clipNorm());
    average =
        training.averageDecay().isPresent()
            ? Optional.of(
                new WeightAverage(session, training.averageDecay().getAsDouble(), adam.step()))
            : Optional.empty();
  }

  /**
   * The weights of the best epoch so far, with the statistics they were trained on; without
   * validation data, of the last whole one. Before the first, those of the start if they compete,
   * otherwise none.
   */
  Map<String, float[]> best() {
    return best;
  }

  /**
   * The weights that count, of this moment: the averaged ones, if there are any; with the
   * statistics.
   */
  Map<String, float[]> weights() {
    Map<String, float[]> weights = session.read(ofModel);
    average.ifPresent(mean -> weights.putAll(mean.read()));
    return weights;
  }

  /** Where the weights are from that the run began with. */
  Origin origin() {
    return origin;
  }

  /** Whether an epoch of this run gave the best weights. */
  boolean hasImproved() {
    return bestEpoch > 0;
  }

  /** What has happened so far. */
  TrainingReport report() {
    boolean stoppedEarly = step < totalSteps && stopped();
    return new TrainingReport(
        ImmutableList.copyOf(history), bestEpoch, stoppedEarly, step, seconds());
  }

  /** Trains to the end. */
  void run(CheckpointStore checkpoints, Snapshots snapshots) {
    checkpoints
        .newest()
        .ifPresentOrElse(
            checkpoint -> {
              restore(checkpoint);
              checkpoints.writeBest(checkpoint);
            },
            () -> {
              adam.initialize(session);
              average.ifPresent(WeightAverage::initialize);
              enterStart();
            });
    TrainingStart start =
        new TrainingStart(
            training.epochs(),
            stepsPerEpoch,
            data.rows(),
            session.variables().parameterCount(),
            step,
            ImmutableList.copyOf(history),
            snapshots);
    listeners.start(start);
    while (step < totalSteps && !stopped()) {
      epoch(checkpoints);
    }
    if (bestLoss() == Double.POSITIVE_INFINITY && validation.isPresent()) {
      Log.LOG.log(
          System.Logger.Level.WARNING,
          "no epoch had a finite validation loss, so the weights are those of the last one, epoch "
              + bestEpoch);
    }
  }

  /**
   * Weights that were trained, or brought from elsewhere, compete with what becomes of them: with
   * their own statistics, so that they can be kept bit for bit. New ones do not; they are worth
   * nothing.
   */
  private void enterStart() {
    if (validation.isEmpty() || origin.isNew()) {
      return;
    }
    OptionalDouble loss = validation.get().loss();
    if (Double.isFinite(loss.getAsDouble())) { // any epoch is better than rows of density 0
      startLoss = loss;
      best = session.read(ofModel);
    }
  }

  private boolean stopped() {
    return training.patience().isPresent()
        && history.size() - bestEpoch >= training.patience().getAsInt();
  }

  /** From where the epoch is, which is its beginning unless a run was resumed, to its end. */
  private void epoch(CheckpointStore checkpoints) {
    int epoch = history.size() + 1;
    int[] order = Dataset.permutation(data.rows(), training.seed() * 1_000_003 + epoch);
    double rate = 0;
    int first = Math.toIntExact(step - (epoch - 1) * stepsPerEpoch) * batchSize;
    for (int from = first; from < data.rows(); from = Math.min(data.rows(), from + batchSize)) {
      int to = Math.min(from + batchSize, data.rows());
      checkOpen.run(); // nobody wants the result of a model that was closed
      checkInterrupted(checkpoints);
      rate = training.learningRate() * training.schedule().factor(step, totalSteps, history);
      Step result = step(new Rows(order, from, to), rate);
      step++;
      checkFinite(result);
      lossSum += result.loss() * (to - from);
      normSum += result.gradientNorm();
      StepEnd end = new StepEnd(step, epoch, result.loss(), result.gradientNorm(), rate);
      listeners.step(end);
      if (to < data.rows() && checkpoints.isDue(step)) {
        checkpoints.write(step, this::checkpoint);
      }
    }
    EpochEnd end = endOf(epoch, rate);
    // First the checkpoint: a listener may fail.
    checkpoints.write(step, this::checkpoint);
    listeners.epoch(end);
  }

  private EpochEnd endOf(int epoch, double rate) {
    OptionalDouble loss = average.isPresent() ? average.get().inPlace(this::score) : score();
    // While a validation row has no density, nothing ranks epochs: the latest counts, as without
    // one.
    boolean better =
        loss.isEmpty() || loss.getAsDouble() < bestLoss() || bestLoss() == Double.POSITIVE_INFINITY;
    if (better) {
      best = finiteWeights();
      bestEpoch = epoch;
    }
    EpochEnd end =
        new EpochEnd(
            epoch, lossSum / data.rows(), loss, better, rate, normSum / stepsPerEpoch, seconds());
    history.add(end);
    lossSum = 0;
    normSum = 0;
    return end;
  }

  private double bestLoss() {
    return (bestEpoch == 0 ? startLoss : history.get(bestEpoch - 1).validationLoss())
        .orElse(Double.POSITIVE_INFINITY);
  }

  private Checkpoint checkpoint() {
    return new Checkpoint(
        new TrainingState(
            step,
            startLoss,
            bestEpoch,
            ImmutableList.copyOf(history),
            lossSum,
            normSum,
            seconds(),
            origin),
        session.read(session.variables().all()),
        best);
  }

  private void restore(Checkpoint checkpoint) {
    session.assign(checkpoint.variables());
    TrainingState state = checkpoint.state();
    best = checkpoint.best();
    startLoss = state.startLoss();
    bestEpoch = state.bestEpoch();
    history.addAll(state.epochs());
    step = state.step();
    lossSum = state.lossSum();
    normSum = state.gradientNormSum();
    secondsBefore = state.seconds();
    origin = state.origin();
  }

  /** The mark of the thread is taken away for a last checkpoint, and set again. */
  private void checkInterrupted(CheckpointStore checkpoints) {
    if (Thread.interrupted()) {
      try {
        checkpoints.write(step, this::checkpoint);
      } finally {
        Thread.currentThread().interrupt();
      }
      throw new TrainingInterruptedException(
          step,
          "training was interrupted after step "
              + step
              + " of "
              + totalSteps
              + "; the model has the best weights so far, and a run with checkpoints can be resumed");
    }
  }

  private Step step(Rows rows, double rate) {
    try (Run run = new Run(session)) {
      feed(run, rows);
      adam.feed(run, step, rate);
      average.ifPresent(mean -> mean.feed(run, step));
      Result result =
          run.fetch(objective.loss())
              .fetch(adam.gradientNorm())
              .target(average.map(WeightAverage::step).orElse(adam.step()))
              .run();
      return new Step(
          ((TFloat64) result.get(0)).getDouble(), ((TFloat32) result.get(1)).getFloat());
    } catch (TFInvalidArgumentException e) { // the loss was no number, and nothing moved
      throw lossNotFinite(rows, e);
    }
  }

  private void feed(Run run, Rows rows) {
    objective.batch().feed(run, data, rows.order(), rows.from(), rows.to(), context);
    objective.feed(run, training.seed(), step);
  }

  /** Looks where the numbers of a batch end; in other steps nobody wants to know. */
  private RuntimeException lossNotFinite(Rows rows, TFInvalidArgumentException refused) {
    try (Run run = new Run(session)) {
      feed(run, rows);
      Result result = run.fetch(objective.loss()).fetch(probes).run();
      double loss = ((TFloat64) result.get(0)).getDouble();
      if (Double.isFinite(loss)) {
        return refused;
      }
      remember(loss);
      step++; // it was made, though it moved nothing
      return diverged(
          "the loss was " + loss, firstNotFinite(Tensors.doubles((TFloat64) result.get(1))));
    }
  }

  /** The validation loss of the weights as they are, with statistics of them. */
  private OptionalDouble score() {
    Statistics.fit(session, objective.inputs(), objective.refitted(), data, context);
    return validate();
  }

  /** A loss of +∞ is worse than any other, and no end, unless it is the weights that are broken. */
  private OptionalDouble validate() {
    OptionalDouble loss = validation.map(Validation::loss).orElse(OptionalDouble.empty());
    if (loss.isPresent() && !Double.isFinite(loss.getAsDouble())) {
      finiteWeights();
      if (loss.getAsDouble() != Double.POSITIVE_INFINITY) {
        throw diverged("the validation loss was " + loss.getAsDouble());
      }
    }
    return loss;
  }

  /**
   * The loss of a step was computed before its update: the last one may have ruined the weights.
   */
  private Map<String, float[]> finiteWeights() {
    Map<String, float[]> weights = weights();
    weights.forEach(
        (name, values) -> {
          for (float value : values) {
            if (!Float.isFinite(value)) {
              throw diverged("weights of " + name + " became " + value);
            }
          }
        });
    return weights;
  }

  private void checkFinite(Step result) {
    remember(result.loss());
    // The graph refuses such a loss by itself, unless XLA has compiled the refusal away.
    if (!Double.isFinite(result.loss())) {
      throw diverged("the loss was " + result.loss());
    }
    if (!Double.isFinite(result.gradientNorm())) {
      throw diverged(
          "the norm of the gradient was " + result.gradientNorm() + " at loss " + result.loss());
    }
  }

  private void remember(double loss) {
    lastLosses.addLast(loss);
    if (lastLosses.size() > TAIL) {
      lastLosses.removeFirst();
    }
  }

  private Optional<String> firstNotFinite(double[] sums) {
    ImmutableList<String> names = objective.probes().keySet().asList();
    return IntStream.range(0, sums.length)
        .filter(i -> !Double.isFinite(sums[i]))
        .mapToObj(names::get)
        .findFirst();
  }

  private TrainingDivergedException diverged(String what) {
    return diverged(what, Optional.empty());
  }

  private TrainingDivergedException diverged(String what, Optional<String> firstNotFinite) {
    return new TrainingDivergedException(
        step,
        ImmutableList.copyOf(lastLosses),
        firstNotFinite,
        "training diverged at step "
            + step
            + ": "
            + what
            + firstNotFinite.map(name -> "; the first that was not finite was " + name).orElse("")
            + "; the last losses were "
            + lastLosses.stream()
                .map(loss -> String.format(Locale.ROOT, "%.4g", loss))
                .collect(Collectors.joining(", "))
            + "; use a smaller learningRate, a clipNorm, or (in couplings) a smaller logScaleBound, and check the scale of the data");
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - startNanos) * 1e-9;
  }
}
