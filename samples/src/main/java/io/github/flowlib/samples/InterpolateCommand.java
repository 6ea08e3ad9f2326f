package io.github.flowlib.samples;

import java.io.IOException;
import java.nio.file.Files;
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
    Optional<String> training = common.trainingOption();
    if (model != null && training.isPresent()) {
      throw new UsageException(
          training.get()
              + " has no effect on a model that is trained already; leave out either it"
              + " or --model");
    }
    Path out = common.out("interpolate");
    if (model != null && real(model).startsWith(real(out))) {
      throw new UsageException(
          "--out would replace the model: "
              + model
              + " lies inside "
              + out
              + "; name another --out, or move the model");
    }
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

  private static Path real(Path path) throws IOException {
    return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
  }
}
