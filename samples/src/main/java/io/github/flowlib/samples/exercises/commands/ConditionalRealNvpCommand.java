package io.github.flowlib.samples.exercises.commands;

import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.exercises.Exercise2abConditionalRealNvp;
import io.github.flowlib.samples.exercises.page.ConditionalRealNvpPage;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib conditional-realnvp}. */
@Command(
    name = ConditionalRealNvpCommand.NAME,
    description =
        "Exercise 2: train RealNVPs (default couplings: 5) with and without labels and compare.")
public final class ConditionalRealNvpCommand implements Callable<Integer> {

  static final String NAME = "conditional-realnvp";

  @ParentCommand private CommandContext context;

  @Mixin private CommonOptions common;

  @Mixin private RealNvpOptions models;

  /** For the command line. */
  public ConditionalRealNvpCommand() {}

  @Override
  public Integer call() throws IOException {
    return context.done(
        ConditionalRealNvpPage.write(
            models.read(common, Exercise2abConditionalRealNvp.COUPLINGS, NAME, context),
            context.console()));
  }
}
