package io.github.flowlib.samples.exercises.commands;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.exercises.plane.Plane;
import io.github.flowlib.samples.exercises.plane.PlaneData;
import io.github.flowlib.samples.exercises.plane.PlanePage;
import io.github.flowlib.samples.exercises.plane.PlanePreset;
import io.github.flowlib.samples.results.OutputDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib plane}. */
@Command(
    name = PlaneCommand.NAME,
    description = "Flows in the plane: densities, samples and a bent grid, as one picture.")
public final class PlaneCommand implements Callable<Integer> {

  static final String NAME = "plane";

  @ParentCommand private CommandContext context;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description =
          "two-moons, rings, checkerboard, pinwheel or eight-gaussians (default: ${DEFAULT-VALUE})",
      defaultValue = "eight-gaussians")
  private String data = "eight-gaussians";

  @Option(
      names = "--presets",
      paramLabel = "NAME",
      split = ",",
      description = "of nice, realnvp, maf, iaf, neural-spline-flow (default: all)")
  private @Nullable String[] presets;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "training points (default: ${DEFAULT-VALUE})",
      defaultValue = "50000")
  private int rows;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "passes over them (default: ${DEFAULT-VALUE})",
      defaultValue = "60")
  private int epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "the peak learning rate (default: ${DEFAULT-VALUE})",
      defaultValue = "0.003")
  private double learningRate;

  @Mixin private RunOptions run;

  /** For the command line. */
  public PlaneCommand() {}

  @Override
  public Integer call() throws IOException {
    Path directory = run.out(NAME);
    Plane.Options options =
        new Plane.Options(
            PlaneData.parse(data),
            presets == null
                ? ImmutableList.copyOf(PlanePreset.values())
                : Arrays.stream(presets)
                    .map(PlanePreset::parse)
                    .collect(ImmutableList.toImmutableList()),
            rows,
            epochs,
            learningRate,
            run.seed(),
            directory,
            context.command());
    OutputDirectory.check(directory, NAME);
    return context.done(PlanePage.write(options, context.console()));
  }
}
