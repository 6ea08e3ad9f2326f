package io.github.flowlib.samples.exercises.commands;

import com.google.common.primitives.Ints;
import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.UsageException;
import io.github.flowlib.samples.exercises.Exercise3cDigits;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.results.OutputDirectory;
import io.github.flowlib.samples.results.ResultsFile;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib digits}. */
@Command(
    name = DigitsCommand.NAME,
    description = "Exercise 3 (c): generate one image for every label.")
public final class DigitsCommand implements Callable<Integer> {

  /** The name of the command. */
  public static final String NAME = "digits";

  private static final int SCALE = 4;

  /** What {@code metrics.json} tells of the images. */
  private record Run(List<Integer> labels, String command, Versions versions) {}

  @ParentCommand private CommandContext context;

  @Mixin private DrawOptions options;

  @Parameters(arity = "1..*", paramLabel = "LABEL", description = "digits 0 to 9, in any order")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "where the images go (default: samples/target/digits), one PNG file each, named by"
              + " position and label; replaced by the next run")
  private @Nullable Path out;

  /** For the command line. */
  public DigitsCommand() {}

  @Override
  public Integer call() throws IOException {
    Path directory = out != null ? out : OutputDirectory.defaultFor(NAME);
    OutputDirectory.check(directory, NAME);
    List<Integer> labels = new ArrayList<>();
    for (String word : words) {
      Integer label = Ints.tryParse(word);
      if (label == null) {
        throw new UsageException(
            "labels must be 0 to 9, but label %s is '%s'".formatted(labels.size() + 1, word));
      }
      labels.add(label);
    }
    float[][] images =
        options.ask((model, style) -> Exercise3cDigits.images(model, Ints.toArray(labels), style));
    try (OutputDirectory work = OutputDirectory.prepare(directory)) {
      int width = String.valueOf(images.length).length();
      for (int i = 0; i < images.length; i++) {
        String name =
            String.format(Locale.ROOT, "%0" + width + "d-label-%s.png", i + 1, labels.get(i));
        ImageGrid.of(new float[][] {images[i]}, Digits.SIDE, Digits.SIDE)
            .scale(SCALE)
            .write(work.path(name));
      }
      ResultsFile.write(work.path(), new Run(labels, context.command(), Versions.current()));
      work.commit();
      context
          .console()
          .line(
              "%s",
              images.length == 1
                  ? "1 image"
                  : images.length + " images, in the order of the labels");
      return context.done(work.target());
    }
  }
}
