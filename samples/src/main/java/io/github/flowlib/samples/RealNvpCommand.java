package io.github.flowlib.samples;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib realnvp}. */
@Command(
    name = "realnvp",
    description = "Exercise 1 (a, b): train RealNVPs with fewer and more couplings and compare.")
final class RealNvpCommand implements Callable<Integer> {

  @ParentCommand private Main main;

  @Mixin private CommonOptions common;

  @Option(
      names = "--couplings",
      paramLabel = "N",
      split = ",",
      description = "couplings of each model (default: 5,10)")
  private List<Integer> couplings = Exercise1RealNvp.Options.COUPLINGS;

  @Option(
      names = "--preprocessing",
      paramLabel = "marginals|logit",
      description = "of pixels (default: marginals)")
  private String preprocessing = Preprocessing.MARGINALS.toString();

  @Override
  public Integer call() throws IOException {
    FitOptions fit = common.fit(FitOptions.DEFAULTS);
    ImmutableList<Integer> numbers =
        CommonOptions.checked(
            () -> Exercise1RealNvp.Options.checkCouplings(ImmutableList.copyOf(couplings)));
    Preprocessing pixels = CommonOptions.checked(() -> Preprocessing.parse(preprocessing));
    Path out = common.out("realnvp");
    Digits digits = common.digits(main.console());
    return main.done(
        Exercise1RealNvp.run(
            new Exercise1RealNvp.Options(digits, numbers, pixels, fit, out, main.command()),
            main.console()));
  }
}
