package io.github.flowlib.train;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the figures of every epoch into a file of comma-separated values, a line as soon as the
 * epoch has ended.
 *
 * <pre>{@code
 * Training.builder().listener(CsvLog.to(Path.of("training.csv")))
 * }</pre>
 *
 * <p>Columns: {@code epoch}, {@code train_loss} and {@code validation_loss} in nats per row (the
 * latter empty without validation data), {@code best} (true or false), {@code learning_rate},
 * {@code gradient_norm}, {@code seconds}; see {@link EpochEnd}. A training that begins replaces the
 * file; one that is resumed begins it with the epochs that its checkpoint knows. If the file cannot
 * be written, {@code fit} ends with {@link UncheckedIOException}.
 */
public final class CsvLog implements TrainingListener {

  private static final String HEADER =
      "epoch,train_loss,validation_loss,best,learning_rate,gradient_norm,seconds";

  private final Path file;

  private CsvLog(Path file) {
    this.file = file;
  }

  /**
   * A log in a file.
   *
   * @param file to write; its directory must exist
   * @return a listener for one training
   */
  public static CsvLog to(Path file) {
    return new CsvLog(checkNotNull(file, "file must not be null"));
  }

  @Override
  public void onStart(TrainingStart start) {
    write(
        Stream.concat(Stream.of(HEADER), start.epochsDone().stream().map(CsvLog::line)).toList(),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  @Override
  public void onEpochEnd(EpochEnd epoch) {
    write(List.of(line(epoch)), StandardOpenOption.APPEND);
  }

  private static String line(EpochEnd epoch) {
    return Stream.of(
            String.valueOf(epoch.epoch()),
            String.valueOf(epoch.trainLoss()),
            epoch.validationLoss().isPresent()
                ? String.valueOf(epoch.validationLoss().getAsDouble())
                : "",
            String.valueOf(epoch.best()),
            String.valueOf(epoch.learningRate()),
            String.valueOf(epoch.gradientNorm()),
            String.format(Locale.ROOT, "%.3f", epoch.seconds()))
        .collect(Collectors.joining(","));
  }

  private void write(List<String> lines, OpenOption... how) {
    try {
      Files.write(file, lines, how);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException(
        file + " must be a file that can be written, but writing failed (" + e + ")", e);
  }
}
