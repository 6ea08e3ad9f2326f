package io.github.flowlib.samples;

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
final class RealNvpCommand implements Callable<Integer> {

  static final String NAME = "realnvp";

  @ParentCommand private Main main;

  @Mixin private CommonOptions common;

  @Mixin private RealNvpOptions models;

  @Override
  public Integer call() throws IOException {
    return main.done(
        Exercise1RealNvp.run(
            models.read(common, Exercise1RealNvp.Options.COUPLINGS, NAME, main), main.console()));
  }
}
