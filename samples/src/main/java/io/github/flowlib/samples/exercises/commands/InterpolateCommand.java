package io.github.flowlib.samples.exercises.commands;

import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.exercises.Exercise1cInterpolation;
import io.github.flowlib.samples.exercises.Exercise1cInterpolation.Flow;
import io.github.flowlib.samples.exercises.page.InterpolationPage;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import java.io.IOException;
import java.nio.file.Path;
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
public final class InterpolateCommand implements Callable<Integer> {

  @ParentCommand private CommandContext context;

  @Mixin private CommonOptions common;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "a saved model to use, such as samples/target/realnvp/models/realnvp-10 (default: the"
              + " multi-scale RealNVP that comes with the samples; with a setting of a training,"
              + " such as --epochs, a RealNVP of 10 couplings is trained)")
  private @Nullable Path model;

  /** For the command line. */
  public InterpolateCommand() {}

  @Override
  public Integer call() throws IOException {
    FitOptions fit = common.fit(FitOptions.DEFAULTS);
    Path out = common.out("interpolate");
    common.checkModel(model, out);
    Flow flow =
        model != null
            ? new Flow.Saved(model)
            : common.namesTraining() ? Flow.Trained.DEFAULT : new Flow.Shipped();
    Digits digits =
        flow instanceof Flow.Shipped
            ? common.digitsOrGenerated(context.console())
            : common.digits(context.console());
    return context.done(
        InterpolationPage.write(
            new Exercise1cInterpolation.Options(digits, flow, fit, out, context.command()),
            context.console()));
  }
}
