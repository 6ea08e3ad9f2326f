package io.github.flowlib.samples;

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
final class ConditionalRealNvpCommand implements Callable<Integer> {

  static final String NAME = "conditional-realnvp";

  @ParentCommand private Main main;

  @Mixin private CommonOptions common;

  @Mixin private RealNvpOptions models;

  @Override
  public Integer call() throws IOException {
    return main.done(
        Exercise2ConditionalRealNvp.run(
            models.read(common, Exercise2ConditionalRealNvp.COUPLINGS, NAME, main),
            main.console()));
  }
}
