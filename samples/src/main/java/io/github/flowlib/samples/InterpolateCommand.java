package io.github.flowlib.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib interpolate}. */
@Command(
    name = "interpolate",
    description = "Exercise 1 (c): ways between two digits through latent space.")
final class InterpolateCommand implements Callable<Integer> {

  @ParentCommand private Main main;

  @Mixin private CommonOptions common;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "a saved model to use, such as samples/target/realnvp/models/realnvp-10;"
              + " without it one is trained")
  private @Nullable Path model;

  @Override
  public Integer call() throws IOException {
    FitOptions fit = common.fit(FitOptions.DEFAULTS);
    Path out = common.out("interpolate");
    common.checkModel(model, out);
    Digits digits = common.digits(main.console());
    return main.done(
        Exercise1Interpolation.run(
            new Exercise1Interpolation.Options(
                digits,
                Optional.ofNullable(model),
                Exercise1Interpolation.Options.COUPLINGS,
                fit,
                out,
                main.command()),
            main.console()));
  }
}
