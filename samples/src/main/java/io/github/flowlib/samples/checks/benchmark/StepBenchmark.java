package io.github.flowlib.samples.checks.benchmark;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The cost of a training step of this library, as a ratio to {@link BareRealNvp}, which does the
 * same arithmetic without it. Both run in turn, block by block, so that a machine whose speed
 * drifts slows both.
 */
public final class StepBenchmark {

  private static final float RATE = 1e-4f;

  /** Steps at the start of a block that are not counted: TensorFlow prepares the graph then. */
  private static final int WARM_UP = 5;

  /** The largest square matrix that an array can hold. */
  private static final int MAX_UNITS = 46_340;

  private StepBenchmark() {}

  /**
   * What to measure.
   *
   * @param dimension values in a row; even
   * @param couplings of both models
   * @param units of both hidden layers of every network
   * @param batchSize rows in a step
   * @param blocks how often each of the two runs
   * @param steps counted steps in a block
   */
  public record Options(
      int dimension, int couplings, int units, int batchSize, int blocks, int steps) {

    /**
     * Checks the sizes; the messages name the options of the command line.
     *
     * @param dimension see {@link #dimension()}
     * @param couplings see {@link #couplings()}
     * @param units see {@link #units()}
     * @param batchSize see {@link #batchSize()}
     * @param blocks see {@link #blocks()}
     * @param steps see {@link #steps()}
     * @throws IllegalArgumentException if one is below 1, the dimension is odd, or an array would
     *     be longer than arrays can be
     */
    public Options {
      checkArgument(
          dimension >= 2 && dimension % 2 == 0, "dimension must be even, but was %s", dimension);
      checkArgument(couplings >= 1, "couplings must be at least 1, but was %s", couplings);
      checkArgument(
          units >= 1 && units <= MAX_UNITS,
          "--units must be 1 to %s, but was %s",
          MAX_UNITS,
          units);
      checkArgument(batchSize >= 1, "--batch-size must be at least 1, but was %s", batchSize);
      checkArgument(blocks >= 1, "--blocks must be at least 1, but was %s", blocks);
      checkArgument(steps >= 1, "--steps must be at least 1, but was %s", steps);
      long mostRows = Integer.MAX_VALUE / dimension;
      checkArgument(
          (long) batchSize * ((long) steps + WARM_UP) <= mostRows,
          "--batch-size times --steps (and %s for warm-up) must be at most %s rows, but was %s",
          WARM_UP,
          mostRows,
          (long) batchSize * ((long) steps + WARM_UP));
    }
  }

  /** Hears of every block. */
  @FunctionalInterface
  public interface Progress {

    /**
     * A block has ended.
     *
     * @param block counted from 1
     * @param libraryMillis the median step of the library in it
     * @param bareMillis the median step of the graph written by hand in it
     */
    void onBlock(int block, double libraryMillis, double bareMillis);
  }

  /**
   * What was measured.
   *
   * @param libraryMillis the median step of the library
   * @param bareMillis the median step of the graph written by hand
   * @param ratio the median over blocks of library against bare
   */
  public record Result(double libraryMillis, double bareMillis, double ratio) {}

  /**
   * Measures.
   *
   * @param options the size of the work
   * @param progress hears of every block
   * @return medians
   */
  public static Result run(Options options, Progress progress) {
    FlowSpec spec =
        RealNVP.builder()
            .dimension(options.dimension())
            .couplings(options.couplings())
            .hidden(options.units(), options.units())
            .build();
    Dataset data = rows(options);
    List<Double> library = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (FlowModel flow = Models.create(spec);
        BareRealNvp hand =
            new BareRealNvp(options.dimension(), options.couplings(), options.units(), RATE)) {
      for (int block = 0; block < options.blocks(); block++) {
        double ours = median(librarySteps(flow, data, options));
        double theirs = median(bareSteps(hand, data, options));
        library.add(ours);
        bare.add(theirs);
        ratios.add(ours / theirs);
        progress.onBlock(block + 1, ours, theirs);
      }
    }
    return new Result(median(library), median(bare), median(ratios));
  }

  private static Dataset rows(Options options) {
    SplittableRandom random = new SplittableRandom(1);
    int count = (options.steps() + WARM_UP) * options.batchSize();
    float[] values = new float[count * options.dimension()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Dataset.ofFlat(values, options.dimension());
  }

  private static List<Double> librarySteps(FlowModel flow, Dataset data, Options options) {
    List<Double> millis = new ArrayList<>();
    TrainingListener clock =
        new TrainingListener() {
          private long last;

          @Override
          public void onStep(StepEnd step) {
            long now = System.nanoTime();
            if (step.step() > WARM_UP) {
              millis.add((now - last) * 1e-6);
            }
            last = now;
          }
        };
    flow.fit(
        data,
        Training.builder()
            .epochs(1)
            .batchSize(options.batchSize())
            .learningRate(RATE)
            .schedule(Schedule.constant())
            .listener(clock)
            .build());
    return millis;
  }

  private static List<Double> bareSteps(BareRealNvp hand, Dataset data, Options options) {
    List<Double> millis = new ArrayList<>();
    float[] batch = new float[options.batchSize() * options.dimension()];
    long last = System.nanoTime();
    for (int step = 0; step < options.steps() + WARM_UP; step++) {
      for (int i = 0; i < options.batchSize(); i++) {
        data.copyRow(step * options.batchSize() + i, batch, i * options.dimension());
      }
      hand.step(batch);
      long now = System.nanoTime();
      if (step >= WARM_UP) {
        millis.add((now - last) * 1e-6);
      }
      last = now;
    }
    return millis;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
