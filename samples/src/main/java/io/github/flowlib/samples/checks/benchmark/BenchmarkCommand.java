package io.github.flowlib.samples.checks.benchmark;

import java.io.PrintWriter;
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
        "Times a training step of RealNVP(5), D = 784, against a TensorFlow"
            + " graph written by hand.")
public final class BenchmarkCommand implements Callable<Integer> {

  private static final int DIMENSION = 784;
  private static final int COUPLINGS = 5;

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
    StepBenchmark.Options options =
        new StepBenchmark.Options(DIMENSION, COUPLINGS, units, batchSize, blocks, steps);
    print(
        "Training step of RealNVP(%d), D = %d, hidden layers 2 x %d, no preprocessing, batch %d%n",
        COUPLINGS, DIMENSION, units, batchSize);
    StepBenchmark.Result result = StepBenchmark.run(options, this::block);
    print(
        "%nMedians over blocks of %d steps, both in turn (blocks: %d)%n"
            + "  flowlib              %8.1f ms per step%n"
            + "  graph by hand        %8.1f ms per step%n"
            + "  ratio                %8.3f%n",
        steps, blocks, result.libraryMillis(), result.bareMillis(), result.ratio());
    return 0;
  }

  private void block(int block, double library, double bare) {
    print(
        "block %d of %d: flowlib %.1f ms, by hand %.1f ms, ratio %.3f%n",
        block, blocks, library, bare, library / bare);
  }

  private void print(String format, Object... arguments) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, format, arguments);
    out.flush();
  }
}
