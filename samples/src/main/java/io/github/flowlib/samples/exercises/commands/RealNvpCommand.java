package io.github.flowlib.samples.exercises.commands;

import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.exercises.Exercise1abRealNvp;
import io.github.flowlib.samples.exercises.page.RealNvpPage;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib realnvp}. */
@Command(
    name = RealNvpCommand.NAME,
    description =
        "Exercise 1 (a, b): train RealNVPs with fewer and more couplings (default: 5,10) and"
            + " compare.")
public final class RealNvpCommand implements Callable<Integer> {

  static final String NAME = "realnvp";

  @ParentCommand private CommandContext context;

  @Mixin private CommonOptions common;

  @Mixin private RealNvpOptions models;

  /** For the command line. */
  public RealNvpCommand() {}

  @Override
  public Integer call() throws IOException {
    return context.done(
        RealNvpPage.write(
            models.read(common, Exercise1abRealNvp.Options.COUPLINGS, NAME, context),
            context.console()));
  }
}
