package io.github.flowlib.samples.exercises.commands;

import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.console.UsageException;
import io.github.flowlib.samples.exercises.Exercise3bCvae;
import io.github.flowlib.samples.exercises.page.CvaePage;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib cvae}. */
@Command(
    name = CvaeCommand.NAME,
    description =
        "Exercise 3: train a conditional variational autoencoder (minutes to an hour: see --epochs) and"
            + " report on it.")
public final class CvaeCommand implements Callable<Integer> {

  static final String NAME = "cvae";

  @ParentCommand private CommandContext context;

  @Mixin private CommonOptions common;

  @Option(
      names = "--latent",
      paramLabel = "N",
      description = "dimension of the latent space (default: 50)")
  private @Nullable Integer latent;

  @Option(
      names = "--train-samples",
      paramLabel = "K",
      description =
          "samples of the importance-weighted bound in training (default: 5; 1 is the"
              + " evidence lower bound)")
  private @Nullable Integer trainSamples;

  @Option(
      names = "--prior-couplings",
      paramLabel = "N",
      description =
          "couplings of the flow that is the prior p(z | y) (default: 4; 0 is a standard normal"
              + " prior)")
  private @Nullable Integer priorCouplings;

  @Option(
      names = "--importance-samples",
      paramLabel = "K",
      description = "samples of the reported estimate of log p(x | y) (default: ${DEFAULT-VALUE})")
  private int importanceSamples = Exercise3bCvae.Sizes.DEFAULT.importanceSamples();

  @Option(
      names = "--unlabelled",
      paramLabel = "K",
      description =
          "also estimate log p(x) without the label, with K importance samples for each of the ten"
              + " labels on the first twentieth of the test images, and K / 10 on all of them (K ="
              + " 5000 on 10,000 images: half an hour)")
  private @Nullable Integer unlabelled;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "a saved model to report on, such as samples/target/cvae/models/cvae; without it one is"
              + " trained")
  private @Nullable Path model;

  /** For the command line. */
  public CvaeCommand() {}

  @Override
  public Integer call() throws IOException {
    FitOptions fit = common.fit(Exercise3bCvae.FIT);
    // A model that this command trained lies below its own directory, which a report must not
    // replace.
    Path out = common.out(model == null ? NAME : NAME + "-measured");
    common.checkModel(model, out);
    if (model != null && (latent != null || trainSamples != null || priorCouplings != null)) {
      throw new UsageException(
          (latent != null
                  ? "--latent"
                  : trainSamples != null ? "--train-samples" : "--prior-couplings")
              + " has no effect on a model that is trained already; leave out either it or --model");
    }
    Exercise3bCvae.Sizes usual = Exercise3bCvae.Sizes.DEFAULT;
    // Before data are loaded, or downloaded.
    Exercise3bCvae.Sizes sizes =
        new Exercise3bCvae.Sizes(
            latent != null ? latent : usual.latent(),
            trainSamples != null ? trainSamples : usual.trainSamples(),
            importanceSamples,
            priorCouplings != null ? priorCouplings : usual.priorCouplings());
    if (unlabelled != null) {
      SettingException.checkAtLeast(1, "unlabelled", unlabelled);
    }
    OptionalInt withoutLabel =
        unlabelled != null ? OptionalInt.of(unlabelled) : OptionalInt.empty();
    Digits digits = common.digits(context.console());
    return context.done(
        CvaePage.write(
            new Exercise3bCvae.Options(
                digits,
                Optional.ofNullable(model),
                sizes,
                withoutLabel,
                fit,
                out,
                context.command()),
            context.console()));
  }
}
