package io.github.flowlib.samples.checks.resilience;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kills a training again and again at random moments, and lets it go on: no kill may leave a
 * checkpoint that cannot be read, and every run must end with the bits of one that nobody killed.
 *
 * <p>A moment is a step and a part of one, counted from what the process prints, so that a slow
 * machine is killed at the same places as a fast one; one in four falls before the first step, into
 * the reading of the checkpoint.
 */
public final class CrashTest {

  /** A process that takes longer is killed, and its run ends in a failure. */
  private static final int MAX_SECONDS = 300;

  /** Of a process, so that most runs are killed several times before they end. */
  private static final int MAX_STEPS = CrashTestRun.STEPS / 3;

  private static final int MOMENTS_PER_EARLY_ONE = 4;

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
   * @param steps that this one did
   * @param hash of the result, if it came to the end
   * @param exit its exit code
   * @param startMillis until it began to train
   * @param millis until its end
   */
  private record Ended(
      Optional<Long> resumedAt,
      int steps,
      Optional<String> hash,
      int exit,
      long startMillis,
      long millis) {}

  /**
   * When a process is killed.
   *
   * @param steps that it has done by then; 0 if it has not begun to train
   * @param millis after that
   */
  private record Moment(int steps, long millis) {}

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
    Ended whole = process(options.directory().resolve("whole"), Optional.empty());
    String expected =
        whole
            .hash()
            .orElseThrow(() -> new IOException("the run that nobody killed failed: " + whole));
    progress.happened("a run of %s steps took %s ms".formatted(whole.steps(), whole.millis()));
    Path run = next();
    while (before + training < options.kills()) {
      run = judge(process(run, Optional.of(moment(whole))), expected) ? next() : run;
    }
    judge(process(run, Optional.empty()), expected);
    return new Result(before + training, before, training, failures, runs, equal);
  }

  private Moment moment(Ended whole) {
    long perStep = (whole.millis() - whole.startMillis()) / CrashTestRun.STEPS;
    return random.nextInt(MOMENTS_PER_EARLY_ONE) == 0
        ? new Moment(0, random.nextLong(whole.startMillis() + 1))
        : new Moment(1 + random.nextInt(MAX_STEPS), random.nextLong(perStep + 1));
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
          "run %s came to its end, %s"
              .formatted(runs, same ? "with the same bits" : "WITH OTHER BITS"));
      return true;
    }
    if (!killed(ended.exit()) || ended.millis() >= TimeUnit.SECONDS.toMillis(MAX_SECONDS)) {
      failures++;
      progress.happened("A PROCESS FAILED with exit code " + ended.exit());
      return true;
    }
    if (ended.resumedAt().isEmpty()) {
      before++;
      progress.happened("kill %s, before the training began".formatted(before + training));
    } else {
      training++;
      progress.happened(
          "kill %s, %s steps after step %s of %s"
              .formatted(
                  before + training, ended.steps(), ended.resumedAt().get(), CrashTestRun.STEPS));
    }
    return false;
  }

  /** 128 + SIGKILL; 1 on Windows. */
  private static boolean killed(int exit) {
    return exit == 137 || exit == 1 && System.getProperty("os.name").startsWith("Windows");
  }

  /** Starts the training, kills it at its moment unless it has ended, and waits. */
  private Ended process(Path checkpoints, Optional<Moment> moment)
      throws IOException, InterruptedException {
    Files.createDirectories(checkpoints);
    Process process =
        new ProcessBuilder(command(checkpoints))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long began = System.nanoTime();
    kill(process, TimeUnit.SECONDS.toMillis(MAX_SECONDS));
    moment.filter(at -> at.steps() == 0).ifPresent(at -> kill(process, at.millis()));
    Optional<Long> resumedAt = Optional.empty();
    long startMillis = 0;
    int steps = 0;
    Optional<String> hash = Optional.empty();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(CrashTestRun.STARTED)) {
          resumedAt = Optional.of(Long.parseLong(line.substring(CrashTestRun.STARTED.length())));
          startMillis = millisSince(began);
        } else if (line.startsWith(CrashTestRun.STEP)) {
          steps++;
          if (moment.isPresent() && moment.get().steps() == steps) {
            kill(process, moment.get().millis());
          }
        } else if (line.startsWith(CrashTestRun.RESULT)) {
          hash = Optional.of(line.substring(CrashTestRun.RESULT.length()));
        }
      }
    } finally {
      process.destroyForcibly();
    }
    int exit = process.waitFor();
    return new Ended(resumedAt, steps, hash, exit, startMillis, millisSince(began));
  }

  /** SIGKILL. Does nothing if the process has ended by then. */
  private static void kill(Process process, long afterMillis) {
    CompletableFuture.delayedExecutor(afterMillis, TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
  }

  private static long millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1_000_000;
  }

  private static List<String> command(Path checkpoints) {
    return ImmutableList.<String>builder()
        .addAll(JavaCommand.start())
        .add("-cp", System.getProperty("java.class.path"))
        .add(CrashTestRun.class.getName(), checkpoints.toString())
        .build();
  }
}
