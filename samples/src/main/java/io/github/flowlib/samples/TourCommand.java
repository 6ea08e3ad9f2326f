package io.github.flowlib.samples;

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
final class TourCommand implements Callable<Integer> {

  @ParentCommand private Main main;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    FitOptions fit = common.fit(Tour.FIT);
    Path out = common.out("tour");
    Digits digits = common.digitsOrSynthetic(main.console());
    return main.done(
        Tour.run(
            new Tour.Options(digits, Exercise1RealNvp.Options.COUPLINGS, fit, out, main.command()),
            main.console()));
  }
}
