package io.github.flowlib.samples.checks.benchmark;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib benchmark}: see {@link Benchmark}. */
@Command(
    name = BenchmarkCommand.NAME,
    description =
        "Times steps, densities and samples of RealNVP beside a TensorFlow graph written by hand and"
            + " what the device can do at best, on the GPU if there is one; those of an autoencoder"
            + " as well.")
public final class BenchmarkCommand implements Callable<Integer> {

  static final String NAME = "benchmark";

  @ParentCommand private CommandContext context;

  @Option(
      names = "--workloads",
      paramLabel = "NAME",
      split = ",",
      description =
          "some of dense (D = 784, 2 x 1024 units), table (D = 8, 2 x 128 units), multi-scale"
              + " (28 x 28 pixels, convolutions), autoencoder (28 x 28 pixels, 50 latents) and start"
              + " (120 couplings, and a process that draws a digit; default: all others)",
      defaultValue = "dense,table,multi-scale,autoencoder")
  private List<String> workloads;

  @Option(
      names = "--tasks",
      paramLabel = "TASK",
      split = ",",
      description = "some of them, such as 'step 100' or create (default: all of each)",
      defaultValue = "")
  private List<String> tasks;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "how often each does each task (default: ${DEFAULT-VALUE})",
      defaultValue = "5")
  private int blocks;

  @Option(
      names = "--times",
      paramLabel = "N",
      description =
          "at most so often in a block; a call below a millisecond is timed for a second (default:"
              + " ${DEFAULT-VALUE})",
      defaultValue = "500")
  private int times;

  @Option(
      names = "--peer",
      paramLabel = "PYTHON",
      description = "a Python that has PyTorch: zuko is measured as well")
  private @Nullable Path peer;

  @Option(
      names = "--peer-source",
      paramLabel = "DIR",
      description = "the directory that has the Python package zuko")
  private @Nullable Path peerSource;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where figures go (below samples/target by default); replaced by the next run")
  private @Nullable Path out;

  /** For the command line. */
  public BenchmarkCommand() {}

  @Override
  public Integer call() throws IOException {
    checkArgument(
        (peer == null) == (peerSource == null),
        "--peer and --peer-source must be given together; one names a Python, the other what it"
            + " imports");
    Benchmark.Options options =
        new Benchmark.Options(
            ImmutableList.copyOf(workloads),
            tasks.stream().filter(each -> !each.isEmpty()).collect(ImmutableList.toImmutableList()),
            blocks,
            times,
            peer == null || peerSource == null
                ? Optional.empty()
                : Optional.of(new Benchmark.Peer(peer, peerSource)));
    try (OutputDirectory directory =
        OutputDirectory.prepare(out != null ? out : OutputDirectory.defaultFor(NAME), NAME)) {
      context.console().line("milliseconds, medians; in brackets how many times those of flowlib");
      Benchmark.Result result =
          Benchmark.run(
              context
                  .command()
                  .replaceAll(" --peer[ =]('[^']*'|\\S+)", " --peer PYTHON")
                  .replaceAll(" --peer-source[ =]('[^']*'|\\S+)", " --peer-source DIR"),
              options,
              this::row);
      context
          .console()
          .line(
              "floor: %.0f GFLOP/s in products, %.1f GB/s copied; at the end %.0f and %.1f",
              result.floors().gigaflops(),
              result.floors().gigabytes(),
              result.floorsAtTheEnd().gigaflops(),
              result.floorsAtTheEnd().gigabytes());
      BenchmarkPage.of(result).write(directory.path("index.html"));
      ResultsFile.write(
          directory.path(), result); // last, because it tells what is in the directory
      directory.commit();
      context.console().line("report: %s", directory.target().resolve("index.html"));
    }
    return 0;
  }

  private void row(Benchmark.Row row) {
    context
        .console()
        .line(
            "%-6s %-14s %s%s",
            row.workload(),
            row.task(),
            row.millis().entrySet().stream()
                .map(
                    each ->
                        String.format(Locale.ROOT, "%s %.3f", each.getKey(), each.getValue())
                            + (row.ratios().containsKey(each.getKey())
                                ? String.format(
                                    Locale.ROOT, " (%.2f)", row.ratios().get(each.getKey()))
                                : ""))
                .collect(Collectors.joining(", ")),
            Double.isNaN(row.floorMillis())
                ? ""
                : String.format(Locale.ROOT, ", floor %.3f", row.floorMillis()));
    row.megabytes()
        .forEach(
            (who, megabytes) ->
                context
                    .console()
                    .line(
                        "%-6s %-14s %s alone in a process: %.0f MB at most",
                        row.workload(), row.task(), who, megabytes));
  }
}
