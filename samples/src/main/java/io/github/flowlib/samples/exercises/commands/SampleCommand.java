package io.github.flowlib.samples.exercises.commands;

import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.UsageException;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.models.ShippedModel;
import io.github.flowlib.samples.results.OutputDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib sample}. */
@Command(
    name = SampleCommand.NAME,
    description =
        "Draw 100 digits from a flow that comes with the samples: ten of each, a row for each digit.")
public final class SampleCommand implements Callable<Integer> {

  /** The name of the command. */
  public static final String NAME = "sample";

  private static final int IMAGES = 100;

  @ParentCommand private CommandContext context;

  @Option(
      names = "--unconditional",
      description = "from the flow that was never told a label, whatever it draws")
  private boolean unconditional;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "another seed gives other handwriting (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "factor on the noise; smaller is more typical (default: ${DEFAULT-VALUE})")
  private double temperature = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "the PNG file to write (default: samples/target/sample/sample.png); replaced if there")
  private @Nullable Path out;

  /** For the command line. */
  public SampleCommand() {}

  @Override
  public Integer call() throws IOException {
    if (!(temperature >= 0 && Double.isFinite(temperature))) {
      throw new UsageException(
          "--temperature must be at least 0 and finite, but was " + temperature);
    }
    Path file = out != null ? out : OutputDirectory.defaultFor(NAME).resolve("sample.png");
    ImageGrid.of(images(), Digits.SIDE, Digits.SIDE).columns(Digits.CLASSES).scale(3).write(file);
    return context.done(file);
  }

  private float[][] images() throws IOException {
    ShippedModel shipped =
        unconditional
            ? ShippedModel.MULTI_SCALE_REALNVP
            : ShippedModel.CONDITIONAL_MULTI_SCALE_REALNVP;
    try (FlowModel flow = (FlowModel) shipped.load()) {
      int[] labels = IntStream.range(0, IMAGES).map(i -> i / Digits.CLASSES).toArray();
      return (unconditional ? flow.distribution() : flow.given(labels))
          .sample(IMAGES, seed, temperature);
    }
  }
}
