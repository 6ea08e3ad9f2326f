package io.github.flowlib.samples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.Vae;
import io.github.flowlib.model.Elbo;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.evaluation.SampleScorer;
import io.github.flowlib.samples.report.CvaeMetrics;
import io.github.flowlib.samples.report.Metrics;
import io.github.flowlib.samples.report.OutputDirectory;
import io.github.flowlib.samples.report.Page;
import io.github.flowlib.samples.report.ResultsFile;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.train.OptimizerSpec;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
      new FitOptions(120, 100, 1e-3, FitOptions.DEFAULTS.seed(), ImmutableList.of(300, 300));

  private static final String NAME = "CVAE";

  /** Added to the root in Adam: the gradients of single weights are small here, and noisy. */
  private static final double EPSILON = 1e-4;

  private Exercise3Cvae() {}

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
     * @throws IllegalArgumentException if a number is below 1, couplings of the prior below 0, or a
     *     single latent number has a flow as its prior
     */
    public Sizes {
      checkArgument(latent >= 1, "latent must be at least 1, but was %s", latent);
      checkArgument(
          trainSamples >= 1, "train samples must be at least 1, but was %s", trainSamples);
      checkArgument(
          importanceSamples >= 1,
          "importance samples must be at least 1, but was %s",
          importanceSamples);
      checkArgument(
          priorCouplings >= 0, "prior couplings must be at least 0, but was %s", priorCouplings);
      checkArgument(
          priorCouplings == 0 || latent >= 2,
          "latent must be at least 2 where the prior is a flow, but was %s; use prior couplings 0",
          latent);
    }
  }

  /**
   * What to do.
   *
   * @param digits the data
   * @param model a saved model to report on; without it one is trained
   * @param sizes of the model and of its estimates
   * @param fit how to train, and the seed of what is generated
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Digits digits, Optional<Path> model, Sizes sizes, FitOptions fit, Path out, String command) {

    /** The model: Bernoulli decoder, a prior p(z | y) that is learned. */
    VaeSpec spec() {
      Vae.Builder builder =
          Vae.builder()
              .image(Digits.SIDE, Digits.SIDE)
              .conditional(Digits.CLASSES)
              .latent(sizes.latent())
              .hidden(Ints.toArray(fit.hidden()))
              .likelihood(Likelihood.bernoulli())
              .importanceSamples(sizes.trainSamples());
      if (sizes.priorCouplings() > 0) {
        builder.prior(
            RealNVP.builder()
                .dimension(sizes.latent())
                .couplings(sizes.priorCouplings())
                .conditional(Digits.CLASSES)
                .build());
      }
      return builder.build();
    }
  }

  /**
   * What came out.
   *
   * @param metrics the figures
   * @param pictures what it draws
   */
  record Result(CvaeMetrics metrics, CvaeFigures.Pictures pictures) {}

  /**
   * Trains or loads, measures and writes everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if the model cannot be read or results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced, or the model
   *     is none of digits
   */
  public static Path run(Options options, Console console) throws IOException {
    // A wrong model is told of before the classifier is trained.
    try (VaeModel vae = open(options);
        OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Result result;
      try (SampleScorer scorer =
          SampleScoring.train(options.digits(), options.fit().seed(), console)) {
        result = report(vae, options, Optional.of(scorer), out.path(), console);
      }
      CvaeTables.print(result.metrics(), console);
      Page page =
          new Page(
              "A conditional variational autoencoder of digits",
              "Told a digit, it draws one: what it knows of handwriting, measured and shown.");
      Sections.data(page, options.digits());
      CvaeSection.write(page, result);
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      ResultsFile.write(out.path(), result.metrics());
      out.commit();
      return out.target().resolve("index.html");
    }
  }

  /** Trains a model and reports on it; the model and images go into a directory. */
  static Result report(Options options, Path out, Console console) throws IOException {
    try (VaeModel vae = open(options)) {
      return report(vae, options, Optional.empty(), out, console);
    }
  }

  private static Result report(
      VaeModel vae, Options options, Optional<SampleScorer> scorer, Path out, Console console)
      throws IOException {
    if (options.model().isPresent()) {
      return measure(vae, null, options, scorer, out, console);
    }
    TrainingReport report = train(vae, options, console);
    vae.save(out.resolve("models").resolve("cvae"));
    return measure(vae, report, options, scorer, out, console);
  }

  /** The model that was named, or a new one. */
  private static VaeModel open(Options options) throws IOException {
    if (options.model().isEmpty()) {
      return Models.create(options.spec(), options.fit().seed());
    }
    VaeModel vae = Models.loadVae(options.model().get());
    try {
      Draw.checkModel(vae);
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

  private static TrainingReport train(VaeModel vae, Options options, Console console) {
    try (TrainingProgress progress = new TrainingProgress(NAME, console)) {
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

  private static Result measure(
      VaeModel vae,
      @Nullable TrainingReport report,
      Options options,
      Optional<SampleScorer> scorer,
      Path out,
      Console console)
      throws IOException {
    Digits digits = options.digits();
    Long seed = report == null ? null : options.fit().seed();
    CvaeFigures.Pictures pictures = new CvaeFigures(vae, digits, options.fit().seed(), out).write();
    Elbo elbo = CvaeMeasurement.elbo(vae, digits);
    CvaeMetrics metrics =
        new CvaeMetrics(
            NAME,
            digits.source(),
            digits.contentHash(),
            vae.spec().latent(),
            vae.spec().objective().importanceSamples(),
            vae.spec().prior().map(ModelName::couplings).orElse(0),
            vae.parameters(),
            report == null ? null : digits.train().rows() + digits.validation().rows(),
            report == null ? null : report.epochs().size(),
            report == null ? null : report.seconds(),
            seed,
            digits.test().rows(),
            CvaeMetrics.Mean.of(elbo.values()),
            CvaeMetrics.Mean.of(elbo.jointValues()),
            CvaeMetrics.Mean.of(elbo.kl()),
            CvaeMeasurement.logProb(vae, digits, options.sizes().importanceSamples(), console),
            CvaeMeasurement.baselines(digits),
            scorer.map(SampleScorer::metrics).orElse(null),
            scorer
                .map(judge -> CvaeMeasurement.quality(vae, judge, options.fit().seed(), console))
                .orElse(ImmutableList.of()),
            report == null ? ImmutableList.of() : Measurement.curve(report),
            options.command(),
            Metrics.Versions.current());
    return new Result(metrics, pictures);
  }
}
