package io.github.flowlib.samples.exercises.commands;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.device.Device;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.Reason;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.console.UsageException;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.results.OutputDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all commands understand. */
final class CommonOptions {

  /** How the library names the directory of {@code --data}. */
  private static final String LIBRARY_DIRECTORY = "the argument of Mnist.load(Path)";

  // The tour trains less than the exercises, so defaults of numbers are named in words.
  @Option(
      names = "--data",
      paramLabel = "mnist|synthetic|DIR",
      description =
          "real digits, drawn digits, or the directory of the four MNIST files (default: mnist;"
              + " where it cannot be had, the tour takes drawn digits and interpolate those of a"
              + " flow)")
  private @Nullable String data;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "passes over the training images (default: 10; tour: 3; cvae: 120)")
  private @Nullable Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "images in a step (default: 256; cvae: 100)")
  private @Nullable Integer batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "the peak learning rate (default: 0.0005; tour and cvae: 0.001)")
  private @Nullable Double learningRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "the same seed gives the same result (default: 0)")
  private @Nullable Long seed;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      split = ",",
      description =
          "units of the hidden layers of every network (default: 1024,1024, splines 512,512; tour: 512,512; cvae:"
              + " 300,300)")
  private @Nullable List<Integer> hidden;

  @Option(
      names = "--precision",
      paramLabel = "exact|fast",
      description =
          "fast: products of bfloat16 numbers in training, where the processor has them, or TF32 on"
              + " a GPU (default: exact)")
  private @Nullable String precision;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description =
          "take only the first images of every part of the data, for a quick try (default: all);"
              + " cvae trains on those for training and validation together")
  private @Nullable Integer rows;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "that compute, for models of any kind (default: one for each processor)")
  private @Nullable Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where results go (below samples/target by default); replaced by the next run")
  private @Nullable Path out;

  /**
   * The settings of a training, where they were given; the others as the command has them. Every
   * command reads them before it makes a model, so this is where threads can be chosen.
   */
  FitOptions fit(FitOptions defaults) {
    if (threads != null) {
      SettingException.check(
          threads >= 1 && threads <= Device.MAX_THREADS,
          "threads",
          "must be 1 to %s, but was %s",
          Device.MAX_THREADS,
          threads);
      Device.useThreads(threads);
    }
    if (rows != null) {
      SettingException.checkAtLeast(1, "rows", rows);
    }
    return new FitOptions(
        epochs != null ? epochs : defaults.epochs(),
        batchSize != null ? batchSize : defaults.batchSize(),
        learningRate != null ? learningRate : defaults.learningRate(),
        seed != null ? seed : defaults.seed(),
        hidden != null ? ImmutableList.copyOf(hidden) : defaults.hidden(),
        precision != null ? FitOptions.parsePrecision(precision) : defaults.precision());
  }

  /** The first option of those that shape a training, if one was given. */
  private Optional<String> trainingOption() {
    if (epochs != null) {
      return Optional.of("--epochs");
    }
    if (batchSize != null) {
      return Optional.of("--batch-size");
    }
    if (learningRate != null) {
      return Optional.of("--learning-rate");
    }
    if (precision != null) {
      return Optional.of("--precision");
    }
    return hidden != null ? Optional.of("--hidden") : Optional.empty();
  }

  /**
   * Checks what goes with a model that is trained already: no settings of a training, and no
   * directory to write that holds the model.
   */
  void checkModel(@Nullable Path model, Path directory) throws IOException {
    if (model == null) {
      return;
    }
    Optional<String> training = trainingOption();
    if (training.isPresent()) {
      throw new UsageException(
          training.get()
              + " has no effect on a model that is trained already; leave out either it"
              + " or --model");
    }
    if (real(model).startsWith(real(directory))) {
      throw new UsageException(
          "--out would replace the model: "
              + model
              + " lies inside "
              + directory
              + "; name another --out, or move the model");
    }
  }

  private static Path real(Path path) throws IOException {
    return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
  }

  /** The directory to write, known to be one that may be written. */
  Path out(String command) throws IOException {
    Path directory = out != null ? out : OutputDirectory.defaultFor(command);
    OutputDirectory.check(directory, command);
    return directory;
  }

  /** The data, which must be there. */
  Digits digits(Console console) throws IOException {
    return load(data != null ? data : Digits.MNIST, console);
  }

  /**
   * The data; without {@code --data} drawn digits take the place of MNIST where it is not to be
   * had.
   */
  Digits digitsOrSynthetic(Console console) throws IOException {
    return digitsOr(
        "synthetic digits", () -> Digits.load(Digits.SYNTHETIC, rows(), console), console);
  }

  /** The same with digits that the conditional flow of the samples draws, to look at. */
  Digits digitsOrGenerated(Console console) throws IOException {
    return digitsOr(
        "digits that the conditional flow of the samples draws", Digits::generated, console);
  }

  /** Makes digits. */
  private interface Source {
    Digits get() throws IOException;
  }

  private Digits digitsOr(String words, Source instead, Console console) throws IOException {
    if (data != null) {
      return digits(console);
    }
    try {
      return Digits.load(Digits.MNIST, rows(), console);
    } catch (IOException e) {
      console.line(
          "Using %s instead of MNIST: %s (--data DIR names a directory with its files).",
          words, Reason.inShort(e));
      return instead.get();
    }
  }

  /** Whether a setting of a training was named. */
  boolean namesTraining() {
    return trainingOption().isPresent();
  }

  private Digits load(String source, Console console) throws IOException {
    try {
      return Digits.load(source, rows(), console);
    } catch (IOException e) {
      String reason = Reason.of(e).replace(LIBRARY_DIRECTORY, "--data");
      throw new IOException(reason + "; or use --data synthetic, which needs no files", e);
    }
  }

  private int rows() {
    return rows == null ? Integer.MAX_VALUE : rows;
  }
}
