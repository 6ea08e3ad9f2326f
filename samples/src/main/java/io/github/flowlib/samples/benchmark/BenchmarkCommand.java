package io.github.flowlib.samples.benchmark;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowlib benchmark}: see {@link StepBenchmark}. */
@Command(
    name = "benchmark",
    description =
        "Times a training step of RealNVP(5), D = 784, two hidden layers of 1024, against a TensorFlow graph written by hand.")
public final class BenchmarkCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--batch-size",
      description = "Rows in a step (default: ${DEFAULT-VALUE}).",
      defaultValue = "256")
  private int batchSize;

  @Option(
      names = "--blocks",
      description = "How often each of the two runs (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int blocks;

  @Option(
      names = "--units",
      description = "Units of each hidden layer (default: ${DEFAULT-VALUE}).",
      defaultValue = "1024")
  private int units;

  @Option(
      names = "--steps",
      description = "Counted steps in a block (default: ${DEFAULT-VALUE}).",
      defaultValue = "25")
  private int steps;

  /** For the command line. */
  public BenchmarkCommand() {}

  @Override
  public Integer call() {
    StepBenchmark.Result result =
        StepBenchmark.run(new StepBenchmark.Options(784, 5, units, batchSize, blocks, steps));
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "batch %d, %d blocks of %d steps in turn, medians%n"
                + "  flowlib              %8.1f ms per step%n"
                + "  graph by hand        %8.1f ms per step%n"
                + "  ratio                %8.3f%n",
            batchSize,
            blocks,
            steps,
            result.libraryMillis(),
            result.bareMillis(),
            result.ratio());
    return 0;
  }
}
