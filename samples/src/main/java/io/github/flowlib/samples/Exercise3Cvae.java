package io.github.flowlib.samples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.github.flowlib.Models;
import io.github.flowlib.Vae;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.report.OutputDirectory;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.train.OptimizerSpec;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Exercise 3: a variational autoencoder of digits, conditional on their labels, on binary images
 * that are drawn anew in every batch.
 *
 * <p>It is trained on the images for training and for validation together and nothing is chosen by
 * them: the protocol of Burda, Grosse, Salakhutdinov 2016 (arXiv 1509.00519).
 */
public final class Exercise3Cvae {

  /** How the model that comes with the samples was trained: about 35 minutes on two cores. */
  public static final FitOptions FIT =
      new FitOptions(200, 100, 1e-3, FitOptions.DEFAULTS.seed(), ImmutableList.of(300, 300));

  /** Added to the root in Adam: the gradients of single weights are small here, and noisy. */
  private static final double EPSILON = 1e-4;

  private Exercise3Cvae() {}

  /**
   * What to do.
   *
   * @param digits the data
   * @param latent the dimension of z
   * @param trainSamples k of the importance-weighted bound that is maximised
   * @param importanceSamples k of the estimate of log p(x | y) that is reported
   * @param fit how to train
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Digits digits,
      int latent,
      int trainSamples,
      int importanceSamples,
      FitOptions fit,
      Path out,
      String command) {

    /** The dimension of z without further notice. */
    public static final int LATENT = 50;

    /** k in training without further notice. */
    public static final int TRAIN_SAMPLES = 5;

    /** k of estimates without further notice, as in the papers. */
    public static final int IMPORTANCE_SAMPLES = 5000;

    /**
     * Checks the arguments.
     *
     * @param digits see {@link #digits()}
     * @param latent see {@link #latent()}
     * @param trainSamples see {@link #trainSamples()}
     * @param importanceSamples see {@link #importanceSamples()}
     * @param fit see {@link #fit()}
     * @param out see {@link #out()}
     * @param command see {@link #command()}
     * @throws IllegalArgumentException if a number is below 1
     */
    public Options {
      checkArgument(latent >= 1, "latent must be at least 1, but was %s", latent);
      checkArgument(
          trainSamples >= 1, "train samples must be at least 1, but was %s", trainSamples);
      checkArgument(
          importanceSamples >= 1,
          "importance samples must be at least 1, but was %s",
          importanceSamples);
    }

    /** The model: Bernoulli decoder, standard normal prior. */
    VaeSpec spec() {
      return Vae.builder()
          .image(Digits.SIDE, Digits.SIDE)
          .conditional(Digits.CLASSES)
          .latent(latent)
          .hidden(Ints.toArray(fit.hidden()))
          .likelihood(Likelihood.bernoulli())
          .importanceSamples(trainSamples)
          .build();
    }
  }

  /**
   * Trains, measures and writes everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced
   */
  public static Path run(Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      try (VaeModel vae = Models.create(options.spec(), options.fit().seed())) {
        TrainingReport report = train(vae, options, console);
        vae.save(out.path("models").resolve("cvae"));
        console.line(
            "Trained in %s",
            TrainingProgress.clock(Duration.ofSeconds(Math.round(report.seconds()))));
      }
      out.commit();
      return out.target();
    }
  }

  private static TrainingReport train(VaeModel vae, Options options, Console console) {
    try (TrainingProgress progress = new TrainingProgress("CVAE", console)) {
      return vae.fit(
          options.digits().trainAndValidation(),
          options
              .fit()
              .training()
              .optimizer(new OptimizerSpec.Adam(0.9, 0.999, EPSILON, 0))
              .listener(progress)
              .build());
    }
  }
}
