package io.github.flowlib.samples.exercises;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.model.Elbo;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.evaluation.SampleScorer;
import io.github.flowlib.samples.exercises.measurement.CvaeMeasurement;
import io.github.flowlib.samples.exercises.measurement.Measurement;
import io.github.flowlib.samples.exercises.measurement.ModelName;
import io.github.flowlib.samples.exercises.measurement.SampleScoring;
import io.github.flowlib.samples.exercises.measurement.UnlabelledMeasurement;
import io.github.flowlib.samples.exercises.report.CvaeMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.TrainingProgress;
import io.github.flowlib.samples.results.Versions;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Exercise 3 (b): a variational autoencoder of digits, conditional on their labels, on binary
 * images that are drawn anew in every batch. The bound of (a) is derived in docs/solutions.md.
 *
 * <p>It is trained on the images for training and for validation together and nothing is chosen by
 * them: the protocol of Burda, Grosse, Salakhutdinov 2016 (arXiv 1509.00519).
 */
public final class Exercise3bCvae {

  /** How the model that comes with the samples was trained: about 35 minutes on two cores. */
  public static final FitOptions FIT =
      new FitOptions(120, 100, 1e-3, FitOptions.DEFAULTS.seed(), ImmutableList.of(300, 300));

  private static final String NAME = "CVAE";

  /** Added to the root in Adam: the gradients of single weights are small here, and noisy. */
  private static final double EPSILON = 1e-4;

  private Exercise3bCvae() {}

  /**
   * Sizes of the model and of its estimates.
   *
   * @param latent the dimension of z of a model that is trained
   * @param trainSamples k of the importance-weighted bound that is maximised
   * @param importanceSamples k of the estimate of log p(x | y) that is reported
   * @param priorCouplings of the flow that is the prior p(z | y) of a model that is trained; 0 for
   *     a standard normal prior
   */
  public record Sizes(int latent, int trainSamples, int importanceSamples, int priorCouplings) {

    /** The latent dimension and the k of estimates are those of the papers. */
    public static final Sizes DEFAULT = new Sizes(50, 5, 5000, 4);

    /**
     * Checks the arguments.
     *
     * @param latent see {@link #latent()}
     * @param trainSamples see {@link #trainSamples()}
     * @param importanceSamples see {@link #importanceSamples()}
     * @param priorCouplings see {@link #priorCouplings()}
     * @throws SettingException if a number is below 1, couplings of the prior below 0, or a single
     *     latent number has a flow as its prior
     */
    public Sizes {
      SettingException.checkAtLeast(1, "latent", latent);
      SettingException.checkAtLeast(1, "trainSamples", trainSamples);
      SettingException.checkAtLeast(1, "importanceSamples", importanceSamples);
      SettingException.checkAtLeast(0, "priorCouplings", priorCouplings);
      SettingException.check(
          priorCouplings == 0 || latent >= 2,
          "latent",
          "must be at least 2 where the prior is a flow, but was %s; use prior couplings 0",
          latent);
    }
  }

  /**
   * What to do.
   *
   * @param digits the data
   * @param model a saved model to report on; without it one is trained
   * @param sizes of the model and of its estimates
   * @param unlabelledSamples k of the estimate of log p(x) without the label, see {@link
   *     UnlabelledMeasurement}; empty if there is none
   * @param fit how to train, and the seed of what is generated
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Digits digits,
      Optional<Path> model,
      Sizes sizes,
      OptionalInt unlabelledSamples,
      FitOptions fit,
      Path out,
      String command) {}

  /**
   * What came out.
   *
   * @param metrics the figures
   * @param images what it draws
   */
  public record Result(CvaeMetrics metrics, CvaeImages images) {}

  /**
   * Trains or loads a model, measures it, and has its images judged.
   *
   * @param options what to do
   * @param out the directory for a model that is trained
   * @param console hears of the progress
   * @return figures and images
   * @throws IOException if the model cannot be read or saved
   * @throws IllegalArgumentException if the model is none of digits
   */
  public static Result run(Options options, Path out, Console console) throws IOException {
    if (options.model().isEmpty()) {
      try (SampleScorer scorer = judge(options, console)) {
        return train(options, Optional.of(scorer), out, console);
      }
    }
    // A wrong model is told of before the classifier is trained.
    try (VaeModel vae = load(options.model().get());
        SampleScorer scorer = judge(options, console)) {
      return measure(vae, null, options, Optional.of(scorer), console);
    }
  }

  private static SampleScorer judge(Options options, Console console) {
    return SampleScoring.train(options.digits(), options.fit().seed(), console);
  }

  /** One autoencoder from its description to the trained model: what a student should read. */
  static Result train(Options options, Optional<SampleScorer> scorer, Path out, Console console)
      throws IOException {
    Sizes sizes = options.sizes();
    FitOptions fit = options.fit();
    VAE.Builder builder =
        VAE.builder()
            .image(28, 28)
            .conditional(10)
            .latent(sizes.latent())
            .hidden(Ints.toArray(fit.hidden()))
            .likelihood(Likelihood.bernoulli())
            .importanceSamples(sizes.trainSamples());
    if (sizes.priorCouplings() > 0) {
      builder.prior(
          RealNVP.builder()
              .dimension(sizes.latent())
              .couplings(sizes.priorCouplings())
              .conditional(10)
              .build());
    }
    try (VaeModel vae = Models.create(builder.build(), fit.seed())) {
      TrainingReport report =
          vae.fit(
              options.digits().trainAndValidation(),
              fit.training()
                  .optimizer(Optimizer.adam().withEpsilon(EPSILON))
                  .listener(new TrainingProgress(NAME, console))
                  .build());
      vae.save(out.resolve("models").resolve("cvae"));
      return measure(vae, report, options, scorer, console);
    }
  }

  private static VaeModel load(Path model) throws IOException {
    VaeModel vae = Models.loadVae(model);
    try {
      Exercise3cDigits.checkModel(vae);
      checkArgument(
          vae.spec().likelihood() instanceof Likelihood.Bernoulli,
          "the model must have a Bernoulli likelihood to be measured on binary images, but has %s",
          vae.spec().likelihood());
      return vae;
    } catch (RuntimeException e) {
      vae.close();
      throw e;
    }
  }

  private static Result measure(
      VaeModel vae,
      @Nullable TrainingReport report,
      Options options,
      Optional<SampleScorer> scorer,
      Console console)
      throws IOException {
    Digits digits = options.digits();
    Long seed = report == null ? null : options.fit().seed();
    CvaeImages images = CvaeImages.of(vae, digits, options.fit().seed());
    Elbo elbo = CvaeMeasurement.elbo(vae, digits);
    CvaeMetrics metrics =
        new CvaeMetrics(
            NAME,
            digits.source(),
            digits.contentHash(),
            vae.spec().latent(),
            vae.spec().objective().importanceSamples(),
            vae.spec().prior().map(ModelName::couplings).orElse(0),
            vae.parameterCount(),
            report == null ? null : digits.train().rows() + digits.validation().rows(),
            report == null ? null : report.epochs().size(),
            report == null ? null : report.seconds(),
            seed,
            digits.test().rows(),
            CvaeMetrics.Mean.of(elbo.values()),
            CvaeMetrics.Mean.of(elbo.jointValues()),
            CvaeMetrics.Mean.ofDifferences(elbo.values(), elbo.jointValues()),
            CvaeMetrics.Mean.of(elbo.kl()),
            CvaeMeasurement.logProb(vae, digits, options.sizes().importanceSamples(), console),
            options.unlabelledSamples().isPresent()
                ? UnlabelledMeasurement.measure(
                    vae, digits, options.unlabelledSamples().getAsInt(), console)
                : ImmutableList.of(),
            CvaeMeasurement.activeUnits(vae, digits),
            CvaeMeasurement.nearest(vae, digits, options.fit().seed()),
            CvaeMeasurement.baselines(digits),
            scorer.map(SampleScorer::metrics).orElse(null),
            scorer
                .map(judge -> CvaeMeasurement.quality(vae, judge, options.fit().seed(), console))
                .orElse(ImmutableList.of()),
            scorer.isPresent()
                ? CvaeMeasurement.otherLabel(vae, scorer.get(), options.fit().seed(), console)
                : null,
            report == null ? ImmutableList.of() : Measurement.curve(report),
            options.command(),
            Versions.current());
    return new Result(metrics, images);
  }
}
