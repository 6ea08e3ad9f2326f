package io.github.flowlib.samples.exercises.commands;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.exercises.Exercise1abRealNvp;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands understand that train RealNVPs of several sizes. */
final class RealNvpOptions {

  @Option(
      names = "--couplings",
      paramLabel = "N",
      split = ",",
      description = "couplings of each model, such as 5,10")
  private @Nullable List<Integer> couplings;

  @Option(
      names = "--preprocessing",
      paramLabel = Preprocessing.LABEL,
      description = "of pixels (default: marginals)")
  private String preprocessing = Preprocessing.MARGINALS.toString();

  /**
   * Everything that was asked for.
   *
   * @param common the other options
   * @param defaults couplings if none were given
   * @param command the name of the directory to write if none was given
   */
  Exercise1abRealNvp.Options read(
      CommonOptions common, ImmutableList<Integer> defaults, String command, CommandContext context)
      throws IOException {
    FitOptions fit = common.fit(FitOptions.DEFAULTS);
    ImmutableList<Integer> numbers =
        couplings == null
            ? defaults
            : Exercise1abRealNvp.Options.checkCouplings(ImmutableList.copyOf(couplings));
    Preprocessing pixels = Preprocessing.parse(preprocessing);
    Path out = common.out(command);
    Digits digits = common.digits(context.console());
    return new Exercise1abRealNvp.Options(digits, numbers, pixels, fit, out, context.command());
  }
}
