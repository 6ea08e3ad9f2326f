package io.github.flowlib.samples.exercises;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.measurement.TrainedModel;
import io.github.flowlib.samples.exercises.report.Comparison;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.samples.models.ShippedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** All exercises in short form, in a few minutes. */
public final class Tour {

  /** Small networks and few epochs, for two cores and little patience. */
  public static final FitOptions FIT =
      new FitOptions(
          3,
          FitOptions.DEFAULTS.batchSize(),
          1e-3,
          FitOptions.DEFAULTS.seed(),
          ImmutableList.of(512, 512));

  private static final int CVAE_BATCH = 200;
  private static final Exercise3bCvae.Sizes CVAE = new Exercise3bCvae.Sizes(20, 1, 50, 4);

  /** What the trained autoencoder draws. */
  public static final String NUMBER = "2024";

  /** As many side by side as of the flows that the tour trains. */
  private static final int SHIPPED_SIDE = 8;

  private Tour() {}

  /**
   * What to do.
   *
   * @param digits the data
   * @param couplings of the models to compare
   * @param fit how to train
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Digits digits, ImmutableList<Integer> couplings, FitOptions fit, Path out, String command) {

    private Exercise1abRealNvp.Options flows() {
      return new Exercise1abRealNvp.Options(
          digits, couplings, Preprocessing.MARGINALS, fit, out, command);
    }

    /** Networks half as wide as those of the couplings, and batches that suit them. */
    private Exercise3bCvae.Options autoencoder() {
      ImmutableList<Integer> hidden =
          fit.hidden().stream()
              .map(units -> Math.max(1, units / 2))
              .collect(ImmutableList.toImmutableList());
      FitOptions shorter =
          new FitOptions(
              fit.epochs(),
              Math.min(CVAE_BATCH, fit.batchSize()),
              fit.learningRate(),
              fit.seed(),
              hidden);
      return new Exercise3bCvae.Options(
          digits, Optional.empty(), CVAE, OptionalInt.empty(), shorter, out, command);
    }
  }

  /**
   * Exercise 2 in short.
   *
   * @param with the model that knows labels
   * @param without the model of exercise 1 with as many couplings
   * @param comparison of the two
   */
  public record Labelled(TrainedModel with, TrainedModel without, Comparison comparison) {}

  /**
   * What came out.
   *
   * @param flows exercise 1 (a) and (b)
   * @param ways exercise 1 (c)
   * @param labelled exercise 2
   * @param autoencoder exercise 3 (b)
   * @param number exercise 3 (c), by the trained model that comes with the samples
   * @param shipped what the models draw that come with the samples
   */
  public record Result(
      Exercise1abRealNvp.Result flows,
      Exercise1cInterpolation.Ways ways,
      Labelled labelled,
      Exercise3bCvae.Result autoencoder,
      ImageGrid number,
      ShippedSamples shipped) {}

  /**
   * Runs all exercises.
   *
   * @param options what to do
   * @param out the directory for the models
   * @param console hears of the progress
   * @return everything that they found
   * @throws IOException if models cannot be saved, or the trained one cannot be read
   */
  public static Result run(Options options, Path out, Console console) throws IOException {
    Exercise1abRealNvp.Result flows =
        Exercise1abRealNvp.run(options.flows(), out, console, Optional.empty());
    Exercise1cInterpolation.Ways ways;
    try (FlowModel best = Models.loadFlow(flows.best().directory())) {
      ways = Exercise1cInterpolation.interpolate(best, options.digits(), options.fit().seed());
    }
    Labelled labelled = labelled(options, flows, out, console);
    Exercise3bCvae.Result autoencoder =
        Exercise3bCvae.train(options.autoencoder(), Optional.empty(), out, console);
    try (Model<?> trained = ShippedModel.CVAE.load()) {
      ImageGrid number = Exercise3cNumber.draw(trained, NUMBER, Exercise3cDigits.Style.DEFAULT);
      return new Result(
          flows,
          ways,
          labelled,
          autoencoder,
          number,
          ShippedSamples.draw(SHIPPED_SIDE, options.fit().seed()));
    }
  }

  private static Labelled labelled(
      Options options, Exercise1abRealNvp.Result flows, Path out, Console console)
      throws IOException {
    TrainedModel without = flows.models().get(0);
    TrainedModel with =
        Exercise2abConditionalRealNvp.train(
            without.metrics().couplings(), options.flows(), out, console, Optional.empty());
    return new Labelled(
        with, without, Exercise2abConditionalRealNvp.compare(with, without, options.digits()));
  }
}
