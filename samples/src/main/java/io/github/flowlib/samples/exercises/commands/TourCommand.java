package io.github.flowlib.samples.exercises.commands;

import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.exercises.Exercise1abRealNvp;
import io.github.flowlib.samples.exercises.Tour;
import io.github.flowlib.samples.exercises.page.TourPage;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib tour}. */
@Command(
    name = "tour",
    description = "All exercises in short form, in a few minutes (the default).")
public final class TourCommand implements Callable<Integer> {

  @ParentCommand private CommandContext context;

  @Mixin private CommonOptions common;

  /** For the command line. */
  public TourCommand() {}

  @Override
  public Integer call() throws IOException {
    FitOptions fit = common.fit(Tour.FIT);
    Path out = common.out("tour");
    context
        .console()
        .line("tour: all exercises in short form, a few minutes; --help lists other commands");
    Digits digits = common.digitsOrSynthetic(context.console());
    return context.done(
        TourPage.write(
            new Tour.Options(
                digits, Exercise1abRealNvp.Options.COUPLINGS, fit, out, context.command()),
            context.console()));
  }
}
