package io.github.flowlib.samples.resilience;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kills a training again and again at random moments, and lets it go on: no kill may leave a
 * checkpoint that cannot be read, and every run must end with the bits of one that nobody killed.
 */
public final class CrashTest {

  /** What the resumed process waits for at most. */
  private static final int MOST_SECONDS = 300;

  /**
   * What to do.
   *
   * @param kills how many
   * @param seed of the moments
   * @param directory for the checkpoints; it exists
   */
  public record Options(int kills, long seed, Path directory) {

    /**
     * Checks the arguments.
     *
     * @param kills see {@link #kills()}
     * @param seed see {@link #seed()}
     * @param directory see {@link #directory()}
     * @throws IllegalArgumentException if {@code kills} is below 1
     */
    public Options {
      checkArgument(kills >= 1, "--kills must be at least 1, but was %s", kills);
    }
  }

  /**
   * What came out.
   *
   * @param kills how many processes were killed
   * @param beforeTheFirstStep of them, those that had not begun to train
   * @param whileTraining of them, those that had
   * @param failures processes that ended with an error: a checkpoint was not whole
   * @param runs that came to their end
   * @param equal of them, those with the bits of the run that nobody killed
   */
  public record Result(
      int kills, int beforeTheFirstStep, int whileTraining, int failures, int runs, int equal) {

    /**
     * Whether nothing was lost.
     *
     * @return true if no process failed and all runs were equal
     */
    public boolean passed() {
      return failures == 0 && runs == equal;
    }
  }

  /** Hears of every kill. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Called after a kill, or the end of a run.
     *
     * @param line what happened, in words
     */
    void happened(String line);
  }

  /**
   * How a process ended.
   *
   * @param resumedAt the steps of earlier processes, if it came so far
   * @param steps all steps that were done
   * @param hash of the result, if it came to the end
   * @param exit its exit code
   */
  private record Ended(Optional<Long> resumedAt, long steps, Optional<String> hash, int exit) {}

  private final Options options;
  private final Progress progress;
  private final SplittableRandom random;
  private int before;
  private int training;
  private int failures;
  private int runs;
  private int equal;

  private CrashTest(Options options, Progress progress) {
    this.options = options;
    this.progress = progress;
    random = new SplittableRandom(options.seed());
  }

  /**
   * Runs it.
   *
   * @param options how often
   * @param progress hears of every kill
   * @return what came out
   * @throws IOException if a process cannot be started, or files cannot be removed
   * @throws InterruptedException if the thread is interrupted; the child is killed
   */
  public static Result run(Options options, Progress progress)
      throws IOException, InterruptedException {
    return new CrashTest(options, progress).run();
  }

  private Result run() throws IOException, InterruptedException {
    long began = System.nanoTime();
    Ended whole = process(options.directory().resolve("whole"), null);
    long millis = (System.nanoTime() - began) / 1_000_000;
    String expected =
        whole
            .hash()
            .orElseThrow(() -> new IOException("the run that nobody killed failed: " + whole));
    progress.happened("a run of %d steps took %d ms".formatted(whole.steps(), millis));
    Path run = next();
    while (before + training < options.kills()) {
      Ended ended = process(run, random.nextLong(millis));
      run = judge(ended, expected) ? next() : run;
    }
    judge(process(run, null), expected);
    return new Result(before + training, before, training, failures, runs, equal);
  }

  private Path next() {
    return options.directory().resolve("run-" + (runs + failures + 1));
  }

  /** Counts; true if the run is over, be it by its end or by a failure. */
  private boolean judge(Ended ended, String expected) {
    if (ended.hash().isPresent()) {
      runs++;
      boolean same = ended.hash().get().equals(expected);
      equal += same ? 1 : 0;
      progress.happened(
          "run %d came to its end, %s"
              .formatted(runs, same ? "with the same bits" : "WITH OTHER BITS"));
      return true;
    }
    if (!killed(ended.exit())) {
      failures++;
      progress.happened("A PROCESS FAILED with exit code " + ended.exit());
      return true;
    }
    if (ended.resumedAt().isEmpty()) {
      before++;
      progress.happened("kill %d, before the training began".formatted(before + training));
    } else {
      training++;
      progress.happened(
          "kill %d, after step %d of %d, begun at %d"
              .formatted(
                  before + training, ended.steps(), CrashTestRun.STEPS, ended.resumedAt().get()));
    }
    return false;
  }

  /** 128 + SIGKILL; 1 on Windows. */
  private static boolean killed(int exit) {
    return exit == 137 || exit == 1 && System.getProperty("os.name").startsWith("Windows");
  }

  /** Starts the training, kills it after some time unless it has ended, and waits. */
  private Ended process(Path checkpoints, @Nullable Long killAfterMillis)
      throws IOException, InterruptedException {
    Files.createDirectories(checkpoints);
    Path out = Files.createTempFile(options.directory(), "out", ".txt");
    Process process =
        new ProcessBuilder(command(checkpoints))
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      boolean over =
          process.waitFor(
              killAfterMillis == null ? TimeUnit.SECONDS.toMillis(MOST_SECONDS) : killAfterMillis,
              TimeUnit.MILLISECONDS);
      if (!over && killAfterMillis == null) {
        throw new IOException("a training took more than " + MOST_SECONDS + " seconds");
      }
    } finally {
      process.destroyForcibly(); // SIGKILL
    }
    int exit = process.waitFor();
    Optional<Long> resumedAt = Optional.empty();
    long steps = 0;
    Optional<String> hash = Optional.empty();
    for (String line : Files.readAllLines(out, StandardCharsets.UTF_8)) {
      if (line.startsWith(CrashTestRun.STARTED)) {
        steps = Long.parseLong(line.substring(CrashTestRun.STARTED.length()));
        resumedAt = Optional.of(steps);
      } else if (line.startsWith(CrashTestRun.STEP)) {
        steps = Long.parseLong(line.substring(CrashTestRun.STEP.length()));
      } else if (line.startsWith(CrashTestRun.RESULT)) {
        hash = Optional.of(line.substring(CrashTestRun.RESULT.length()));
      }
    }
    Files.delete(out);
    return new Ended(resumedAt, steps, hash, exit);
  }

  private static List<String> command(Path checkpoints) {
    return ImmutableList.<String>builder()
        .addAll(JavaCommand.start())
        .add("-cp", System.getProperty("java.class.path"))
        .add(CrashTestRun.class.getName(), checkpoints.toString())
        .build();
  }
}
