package io.github.flowlib.samples.checks.resilience;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads models, checkpoints, weights and MNIST files that were damaged in every way there is: each
 * must be refused with an {@link IOException}, or give what the undamaged one gives.
 */
public final class Fuzz {

  /**
   * What to do.
   *
   * @param cases how many of each kind
   * @param seed of the damage
   * @param directory for the files; it exists
   */
  public record Options(int cases, long seed, Path directory) {

    /**
     * Checks the arguments.
     *
     * @param cases see {@link #cases()}
     * @param seed see {@link #seed()}
     * @param directory see {@link #directory()}
     * @throws IllegalArgumentException if {@code cases} is below 1
     */
    public Options {
      checkArgument(cases >= 1, "--cases must be at least 1, but was %s", cases);
    }
  }

  /**
   * What came out, for one kind of files.
   *
   * @param kind in words
   * @param cases how many were tried
   * @param refused with an {@link IOException} that has a message
   * @param same those that gave what the undamaged one gives
   * @param changed those that gave something else; wrong where a checksum should have told
   * @param failed those that ended in any other exception or error
   * @param slowestMillis of a case
   */
  public record Kind(
      String kind, int cases, int refused, int same, int changed, int failed, long slowestMillis) {}

  /**
   * What came out.
   *
   * @param kinds of files
   * @param firstFailures in words
   * @param growthMegabytes of resident memory, after the first kind; 0 where the system does not
   *     tell
   */
  public record Result(
      ImmutableList<Kind> kinds, ImmutableList<String> firstFailures, long growthMegabytes) {

    /** What memory may grow by: the sizes that damaged files claim are far above. */
    public static final long MAX_MEGABYTES = 300;

    /**
     * Whether all was well.
     *
     * @return true if nothing was accepted that a checksum should have refused, and nothing failed
     */
    public boolean passed() {
      return firstFailures.isEmpty() && growthMegabytes <= MAX_MEGABYTES;
    }
  }

  /** Reads something, and gives what it says as bytes. */
  @FunctionalInterface
  private interface Reader {
    byte[] read(Path directory) throws IOException;
  }

  private static final int MAX_FAILURES_TOLD = 10;
  private static final int MAX_SECONDS = 60;

  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "reads damaged files");
            thread.setDaemon(true); // it may hang
            return thread;
          });

  private final Options options;
  private final ImmutableList.Builder<Kind> kinds = ImmutableList.builder();
  private final ImmutableList.Builder<String> failures = ImmutableList.builder();
  private int failureCount;

  private Fuzz(Options options) {
    this.options = options;
  }

  /**
   * Runs it.
   *
   * @param options how many
   * @return what came out
   * @throws IOException if the undamaged files cannot be written or read
   */
  public static Result run(Options options) throws IOException {
    return new Fuzz(options).run();
  }

  private Result run() throws IOException {
    Path flow = options.directory().resolve("flow");
    Path vae = options.directory().resolve("vae");
    FuzzSubjects.writeModels(flow, vae);
    fuzz("flow", flow, FuzzSubjects::readModel, Damager.anyFile(vae), false);
    long before = ResidentMemory.bytes().orElse(0); // the first kind was the warm-up
    fuzz("autoencoder", vae, FuzzSubjects::readModel, Damager.anyFile(flow), false);
    fuzz("flow, checksums forged", flow, FuzzSubjects::readModel, Damager.forged(vae), true);
    fuzz("autoencoder, checksums forged", vae, FuzzSubjects::readModel, Damager.forged(flow), true);
    Path checkpoints = options.directory().resolve("checkpoints");
    FuzzSubjects.writeCheckpoints(checkpoints);
    fuzz("checkpoints", checkpoints, FuzzSubjects::resume, Damager.anyFile(flow), false);
    Path weights = options.directory().resolve("weights");
    FuzzSubjects.writeWeights(weights);
    fuzz("weights (.npz)", weights, FuzzSubjects::readWeights, Damager.anyFile(flow), false);
    Path plain = options.directory().resolve("idx");
    Path packed = options.directory().resolve("idx-gz");
    FuzzSubjects.writeIdx(plain, false);
    FuzzSubjects.writeIdx(packed, true);
    fuzz("MNIST files", plain, FuzzSubjects::readIdx, Damager.anyFile(packed), true);
    fuzz("MNIST files, headers", plain, FuzzSubjects::readIdx, Damager::idxHeader, true);
    fuzz("MNIST files, gzip", packed, FuzzSubjects::readIdx, Damager.anyFile(plain), false);
    long growth = ResidentMemory.bytes().orElse(0) - before;
    reader.shutdownNow();
    return new Result(kinds.build(), failures.build(), growth >> 20);
  }

  /**
   * Tries many.
   *
   * @param mayChange true where nothing tells that a content is not the first one
   */
  private void fuzz(String kind, Path original, Reader read, Damager damager, boolean mayChange)
      throws IOException {
    byte[] expected = read.read(original);
    SplittableRandom random = new SplittableRandom(options.seed() + kind.hashCode());
    int refused = 0;
    int same = 0;
    int changed = 0;
    int failed = 0;
    long slowest = 0;
    for (int i = 0; i < options.cases(); i++) {
      Path copy = options.directory().resolve("case");
      copy(original, copy);
      damager.damage(copy, random);
      long began = System.nanoTime();
      @Nullable String failure = null;
      try {
        if (Arrays.equals(inTime(read, copy), expected)) {
          same++;
        } else {
          changed++;
          failure = mayChange ? null : "accepted with another content";
        }
      } catch (IOException e) {
        refused++;
        failure = e.getMessage() == null || e.getMessage().isBlank() ? "no message: " + e : null;
      } catch (RuntimeException | Error e) {
        failed++;
        failure = e.toString();
      }
      slowest = Math.max(slowest, (System.nanoTime() - began) / 1_000_000);
      if (failure != null && failureCount++ < MAX_FAILURES_TOLD) {
        failures.add("%s, case %s: %s".formatted(kind, i, failure));
      }
      MoreFiles.deleteRecursively(copy, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    kinds.add(new Kind(kind, options.cases(), refused, same, changed, failed, slowest));
  }

  /** Reads on another thread, which may hang. */
  private byte[] inTime(Reader read, Path directory) throws IOException {
    Future<byte[]> answer = reader.submit(() -> read.read(directory));
    try {
      return answer.get(MAX_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("it took more than " + MAX_SECONDS + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      Throwable cause = requireNonNull(e.getCause());
      Throwables.throwIfInstanceOf(cause, IOException.class);
      Throwables.throwIfUnchecked(cause);
      throw new IllegalStateException(cause);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
