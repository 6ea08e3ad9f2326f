package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.OptimizerSpec;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingDivergedException;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tensorflow.Result;
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

  private record Step(double loss, double gradientNorm) {}

  private final GraphSession session;
  private final Objective objective;
  private final ContextSpec context;
  private final Dataset data;
  private final Training training;
  private final AdamStep adam;
  private final Runnable checkOpen;
  private final int batchSize;
  private final long startNanos = System.nanoTime();
  private Optional<Map<String, float[]>> best = Optional.empty();
  private double bestLoss = Double.POSITIVE_INFINITY;

  Trainer(
      GraphSession session,
      Objective objective,
      ContextSpec context,
      Dataset data,
      Training training,
      Runnable checkOpen) {
    this.checkOpen = checkOpen;
    this.batchSize = Math.min(training.batchSize(), data.rows());
    this.session = session;
    this.objective = objective;
    this.context = context;
    this.data = data;
    this.training = training;
    OptimizerSpec.Adam spec = (OptimizerSpec.Adam) training.optimizer();
    adam = new AdamStep(session, objective.loss(), spec, training.clipNorm());
  }

  /** The weights of the best epoch so far; without validation data, of the last whole one. */
  Optional<Map<String, float[]>> best() {
    return best;
  }

  TrainingReport run() {
    adam.initialize(session);
    long stepsPerEpoch = (data.rows() + batchSize - 1L) / batchSize;
    long totalSteps = stepsPerEpoch * training.epochs();
    training
        .listeners()
        .forEach(
            listener ->
                listener.onStart(
                    new TrainingStart(
                        training.epochs(),
                        stepsPerEpoch,
                        data.rows(),
                        session.variables().trainedCount())));
    List<EpochEnd> history = new ArrayList<>();
    int bestEpoch = 0;
    long step = 0;
    boolean stopped = false;
    for (int epoch = 1; epoch <= training.epochs() && !stopped; epoch++) {
      EpochEnd end = epoch(epoch, step, totalSteps);
      step += stepsPerEpoch;
      history.add(end);
      if (end.best()) {
        bestEpoch = epoch;
      }
      training.listeners().forEach(listener -> listener.onEpochEnd(end));
      stopped =
          training.patience().isPresent() && epoch - bestEpoch >= training.patience().getAsInt();
    }
    return new TrainingReport(
        ImmutableList.copyOf(history),
        bestEpoch,
        stopped && history.size() < training.epochs(),
        step,
        seconds());
  }

  private EpochEnd epoch(int epoch, long firstStep, long totalSteps) {
    int[] order = Dataset.permutation(data.rows(), training.seed() * 1_000_003 + epoch);
    double lossSum = 0;
    double normSum = 0;
    double rate = 0;
    int steps = 0;
    for (int from = 0; from < data.rows(); from = Math.min(data.rows(), from + batchSize)) {
      int to = Math.min(from + batchSize, data.rows());
      checkOpen.run(); // nobody wants the result of a model that was closed
      long step = firstStep + steps;
      rate = training.learningRate() * training.schedule().factor(step, totalSteps);
      Step result = step(Batch.of(data, order, from, to, context), step, rate);
      steps++;
      checkFinite(step + 1, result);
      lossSum += result.loss() * (to - from);
      normSum += result.gradientNorm();
      StepEnd end = new StepEnd(step + 1, epoch, result.loss(), result.gradientNorm(), rate);
      training.listeners().forEach(listener -> listener.onStep(end));
    }
    OptionalDouble validation = validate(firstStep + steps);
    boolean better = validation.isEmpty() || validation.getAsDouble() < bestLoss;
    if (better) {
      validation.ifPresent(loss -> bestLoss = loss);
      best = Optional.of(finiteWeights(firstStep + steps));
    }
    return new EpochEnd(
        epoch, lossSum / data.rows(), validation, better, rate, normSum / steps, seconds());
  }

  private Step step(Batch batch, long step, double rate) {
    try (Run run = new Run(session)) {
      objective.inputs().feed(run, batch);
      objective.feed(run, training.seed(), step);
      adam.feed(run, step, rate);
      Result result =
          run.fetch(objective.loss()).fetch(adam.gradientNorm()).target(adam.step()).run();
      return new Step(
          ((TFloat64) result.get(0)).getDouble(), ((TFloat32) result.get(1)).getFloat());
    }
  }

  private OptionalDouble validate(long step) {
    if (training.validation().isEmpty()) {
      return OptionalDouble.empty();
    }
    Dataset rows = training.validation().get();
    double loss =
        -Scoring.sum(
                Scoring.score(
                    session,
                    objective.inputs(),
                    List.of(objective.logProb()),
                    rows.rows(),
                    objective.rowSize(),
                    Scoring.rows(rows, context))[0])
            / rows.rows();
    if (!Double.isFinite(loss)) {
      throw diverged(step, "the validation loss was " + loss);
    }
    return OptionalDouble.of(loss);
  }

  /**
   * The loss of a step was computed before its update: the last one may have ruined the weights.
   */
  private Map<String, float[]> finiteWeights(long step) {
    Map<String, float[]> weights = session.read(session.variables().trained());
    weights.forEach(
        (name, values) -> {
          for (float value : values) {
            if (!Float.isFinite(value)) {
              throw diverged(step, "weights of " + name + " became " + value);
            }
          }
        });
    return weights;
  }

  private void checkFinite(long step, Step result) {
    if (!Double.isFinite(result.loss())) {
      throw diverged(step, "the loss was " + result.loss());
    }
    if (!Double.isFinite(result.gradientNorm())) {
      throw diverged(
          step,
          "the norm of the gradient was " + result.gradientNorm() + " at loss " + result.loss());
    }
  }

  private TrainingDivergedException diverged(long step, String what) {
    return new TrainingDivergedException(
        step,
        "training diverged at step "
            + step
            + ": "
            + what
            + "; use a smaller learningRate, a clipNorm, or (in couplings) a smaller logScaleBound, and check the scale of the data");
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) * 1e-9;
  }
}
