package io.github.flowlib.samples.exercises.commands;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.FlowChoice;
import io.github.flowlib.samples.exercises.Labels;
import io.github.flowlib.samples.exercises.PresetComparison;
import io.github.flowlib.samples.exercises.page.PresetsPage;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.samples.exercises.training.Start;
import io.github.flowlib.spec.FlowSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib presets}. */
@Command(
    name = PresetsCommand.NAME,
    description = "Train flows of several kinds, each with its own defaults, and compare.")
public final class PresetsCommand implements Callable<Integer> {

  static final String NAME = "presets";

  @ParentCommand private CommandContext context;

  @Mixin private CommonOptions common;

  @Option(
      names = "--presets",
      paramLabel = "NAME",
      split = ",",
      description =
          "of realnvp, published-realnvp (with --preprocessing logit --batch-size 100 --learning-rate 0.0001 the protocol of Papamakarios et al. 2017), mixture-realnvp, multi-scale-realnvp, glow, nice, neural-spline-flow, maf, each with conditional- before it if it"
              + " is to be told the digit (default: realnvp,neural-spline-flow)")
  private @Nullable List<String> presets;

  @Option(
      names = "--start",
      paramLabel = "DIR|multi-scale-realnvp",
      description =
          "begin with the weights of this flow of the same preset, a saved one or that which comes"
              + " with the samples; those of labels, if it has none, begin at zero, but for"
              + " an embedding (default: new weights)")
  private @Nullable String start;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      description =
          "tell the digit to conditional flows by a row of a learned table with N numbers for each"
              + " digit, which all networks share (default: by the one-hot vector)")
  private @Nullable Integer embedding;

  @Option(
      names = "--conditional-base",
      description =
          "conditional flows learn a mean and a deviation of the noise for each digit (default: the"
              + " same noise for all)")
  private boolean conditionalBase;

  @Option(
      names = "--judged",
      description = "let a classifier of real digits judge 10,000 samples of every flow")
  private boolean judged;

  @Option(
      names = "--preprocessing",
      paramLabel = Preprocessing.LABEL,
      description = "of pixels (default: marginals)")
  private String preprocessing = Preprocessing.MARGINALS.toString();

  /** For the command line. */
  public PresetsCommand() {}

  @Override
  public Integer call() throws IOException {
    FitOptions fit = common.fit(FitOptions.DEFAULTS);
    ImmutableList<FlowChoice> chosen =
        presets == null
            ? PresetComparison.Options.DEFAULT_CHOICES
            : FlowChoice.parse(presets, labels());
    SettingException.check(
        labels().equals(Labels.ONE_HOT) || chosen.stream().anyMatch(FlowChoice::conditional),
        embedding != null ? "embedding" : "conditionalBase",
        "needs a flow that is told the digit, but --presets were %s; put conditional- before one, or"
            + " leave it out",
        chosen);
    Preprocessing pixels = Preprocessing.parse(preprocessing);
    // Before data are loaded, or downloaded.
    List<FlowSpec> specs = chosen.stream().map(choice -> choice.spec(pixels, fit)).toList();
    Optional<Start> begin = Optional.ofNullable(start).map(Start::parse);
    if (begin.isPresent()) {
      for (FlowSpec spec : specs) {
        begin.get().check(spec);
      }
    }
    var out = common.out(NAME);
    Digits digits = common.digits(context.console());
    return context.done(
        PresetsPage.write(
            new PresetComparison.Options(
                digits, chosen, pixels, fit, begin, judged, out, context.command()),
            context.console()));
  }

  /** How flows are told the digit that are. */
  private Labels labels() {
    return new Labels(
        true, embedding == null ? OptionalInt.empty() : OptionalInt.of(embedding), conditionalBase);
  }
}
