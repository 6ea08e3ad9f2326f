package io.github.flowlib.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib cvae}. */
@Command(
    name = CvaeCommand.NAME,
    description = "Exercise 3: train a conditional variational autoencoder and report on it.")
final class CvaeCommand implements Callable<Integer> {

  static final String NAME = "cvae";

  @ParentCommand private Main main;

  @Mixin private CommonOptions common;

  @Option(
      names = "--latent",
      paramLabel = "N",
      description = "dimension of the latent space (default: ${DEFAULT-VALUE})")
  private int latent = Exercise3Cvae.Options.LATENT;

  @Option(
      names = "--train-samples",
      paramLabel = "K",
      description =
          "samples of the importance-weighted bound in training (default: ${DEFAULT-VALUE}; 1 is the"
              + " evidence lower bound)")
  private int trainSamples = Exercise3Cvae.Options.TRAIN_SAMPLES;

  @Option(
      names = "--importance-samples",
      paramLabel = "K",
      description = "samples of the reported estimate of log p(x | y) (default: ${DEFAULT-VALUE})")
  private int importanceSamples = Exercise3Cvae.Options.IMPORTANCE_SAMPLES;

  @Override
  public Integer call() throws IOException {
    FitOptions fit = common.fit(Exercise3Cvae.FIT);
    Path out = common.out(NAME);
    Digits digits = common.digits(main.console());
    Exercise3Cvae.Options options =
        CommonOptions.checked(
            () ->
                new Exercise3Cvae.Options(
                    digits, latent, trainSamples, importanceSamples, fit, out, main.command()));
    return main.done(Exercise3Cvae.run(options, main.console()));
  }
}
