package io.github.flowlib.samples.exercises.commands;

import com.google.common.base.Ascii;
import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.UsageException;
import io.github.flowlib.samples.exercises.Exercise3cNumber;
import io.github.flowlib.samples.results.OutputDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib draw}. */
@Command(
    name = DrawCommand.NAME,
    description = "Exercise 3 (c): draw a number, every digit generated conditionally.")
public final class DrawCommand implements Callable<Integer> {

  /** The name of the command. */
  public static final String NAME = "draw";

  @ParentCommand private CommandContext context;

  @Mixin private DrawOptions options;

  // Words with a hyphen in front come here too (see Main): -5 is no option but a wrong number.
  @Parameters(
      arity = "1",
      paramLabel = "NUMBER",
      description = "1 to 100 digits; leading zeros are drawn")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "the PNG file to write (default: samples/target/draw/NUMBER.png); replaced if there")
  private @Nullable Path out;

  /** For the command line. */
  public DrawCommand() {}

  @Override
  public Integer call() throws IOException {
    String number = words.get(0);
    for (String word : words) {
      if (word.matches("--?[A-Za-z].*")) {
        throw new UsageException("unknown option: '" + word + "'; see flowlib draw --help");
      }
    }
    if (words.size() > 1) {
      throw new UsageException(
          "draw takes one number, but there were "
              + words.size()
              + ": "
              + String.join(" ", words)
              + "; write its digits without blanks");
    }
    Exercise3cNumber.labels(number); // a wrong number is told of before the model is read
    if (out != null && !Ascii.toLowerCase(out.toString()).endsWith(".png")) {
      throw new UsageException("--out must be a PNG file, name.png, but was '" + out + "'");
    }
    ImageGrid image = options.ask((model, style) -> Exercise3cNumber.draw(model, number, style));
    Path file = out != null ? out : OutputDirectory.defaultFor(NAME).resolve(number + ".png");
    image.write(file);
    return context.done(file);
  }
}
