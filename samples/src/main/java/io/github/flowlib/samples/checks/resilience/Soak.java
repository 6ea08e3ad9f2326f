package io.github.flowlib.samples.checks.resilience;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Many threads ask one model for densities and samples, while others are loaded and closed: every
 * answer must have the bits of a single thread's, and memory must not grow.
 */
public final class Soak {

  private static final int ROWS = 500;
  private static final int REQUESTS = 20;
  private static final int MAX_ROWS_IN_REQUEST = 40;

  /** A thread opens and closes a model of its own once in so many calls. */
  private static final int CALLS_PER_LOAD = 50;

  private static final int LOOKS = 6;
  private static final int MAX_THREADS = 256;

  /**
   * What to do.
   *
   * @param threads how many at once
   * @param duration of the counted part
   * @param warmUp before it, in which memory may grow
   * @param seed of the requests
   * @param directory for the model; it exists
   */
  public record Options(
      int threads, Duration duration, Duration warmUp, long seed, Path directory) {

    /**
     * Checks the arguments.
     *
     * @param threads see {@link #threads()}
     * @param duration see {@link #duration()}
     * @param warmUp see {@link #warmUp()}
     * @param seed see {@link #seed()}
     * @param directory see {@link #directory()}
     * @throws IllegalArgumentException if there are no or too many threads, or there is no time
     */
    public Options {
      checkArgument(
          threads >= 1 && threads <= MAX_THREADS,
          "--threads must be 1 to %s, but was %s",
          MAX_THREADS,
          threads);
      checkArgument(
          !duration.isNegative() && !duration.isZero(),
          "--seconds must be above 0, but was %s",
          duration.toSeconds());
    }
  }

  /**
   * What came out.
   *
   * @param logProbs calls for densities
   * @param samples calls for samples
   * @param loads models that were opened, asked and closed
   * @param wrong answers that were not those of a single thread
   * @param residentMegabytes after the warm-up and at even distances until the end, each behind a
   *     collection of garbage; empty where the system does not tell
   * @param heapMegabytes what the Java heap had taken of the system's memory at the same moments
   * @param firstFailure what went wrong first; null if nothing did
   */
  public record Result(
      long logProbs,
      long samples,
      long loads,
      long wrong,
      ImmutableList<Long> residentMegabytes,
      ImmutableList<Long> heapMegabytes,
      @Nullable String firstFailure) {

    /** What memory may grow by. */
    public static final long MAX_MEGABYTES = 50;

    /**
     * From the end of the warm-up to the end.
     *
     * @return the growth in MB, negative if memory was given back; 0 where the system does not tell
     */
    public long growth() {
      return residentMegabytes.isEmpty()
          ? 0
          : residentMegabytes.get(residentMegabytes.size() - 1) - residentMegabytes.get(0);
    }

    /**
     * Whether all was well.
     *
     * @return true if no answer was wrong and memory was flat
     */
    public boolean passed() {
      return wrong == 0 && firstFailure == null && growth() <= MAX_MEGABYTES;
    }
  }

  /** A question with its answer. */
  private record Request(float[][] rows, int label, double[] logProb, float[][] samples) {}

  private final Options options;
  private final Path saved;
  private final List<Request> requests = new ArrayList<>();
  private final AtomicLong logProbs = new AtomicLong();
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong loads = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
  private volatile boolean stop;

  private Soak(Options options) {
    this.options = options;
    saved = options.directory().resolve("model");
  }

  /**
   * Runs it.
   *
   * @param options how
   * @return what came out
   * @throws IOException if the model cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public static Result run(Options options) throws IOException, InterruptedException {
    return new Soak(options).run();
  }

  private Result run() throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(options.threads());
    try (FlowModel model =
        Models.create(
            RealNVP.builder().image(28, 28).couplings(4).hidden(64, 64).conditional(10).build(),
            1)) {
      Dataset data = SyntheticDigits.generate(ROWS, 1);
      model.fit(data, Training.builder().epochs(1).batchSize(50).quiet().build());
      model.save(saved);
      SplittableRandom random = new SplittableRandom(options.seed());
      for (int i = 0; i < REQUESTS; i++) {
        requests.add(request(model, data, random));
      }
      List<Future<?>> threads = new ArrayList<>();
      for (int i = 0; i < options.threads(); i++) {
        SplittableRandom own = random.split();
        threads.add(pool.submit(() -> ask(model, own)));
      }
      ImmutableList.Builder<Long> resident = ImmutableList.builder();
      ImmutableList.Builder<Long> heap = ImmutableList.builder();
      try {
        Thread.sleep(options.warmUp().toMillis());
        look(resident, heap);
        for (int i = 1; i < LOOKS; i++) {
          Thread.sleep(Math.max(1, options.duration().toMillis() / (LOOKS - 1)));
          look(resident, heap);
        }
      } finally {
        stop = true; // before the model is closed
      }
      for (Future<?> thread : threads) {
        try {
          thread.get();
        } catch (ExecutionException e) {
          failed(e.getCause() == null ? e : e.getCause());
        }
      }
      return new Result(
          logProbs.get(),
          samples.get(),
          loads.get(),
          wrong.get(),
          resident.build(),
          heap.build(),
          firstFailure.get());
    } finally {
      stop = true;
      pool.shutdown();
    }
  }

  private static Request request(FlowModel model, Dataset data, SplittableRandom random) {
    int count = 1 + random.nextInt(MAX_ROWS_IN_REQUEST);
    int from = random.nextInt(data.rows() - count);
    float[][] rows = data.slice(from, from + count).toArray();
    int label = random.nextInt(10);
    return new Request(
        rows, label, model.given(label).logProb(rows), model.given(label).sample(count, label));
  }

  private static void look(ImmutableList.Builder<Long> resident, ImmutableList.Builder<Long> heap)
      throws IOException {
    OptionalLong bytes = ResidentMemory.bytes();
    bytes.ifPresent(value -> resident.add(value >> 20));
    heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() >> 20);
  }

  /**
   * At least once: on a machine so slow that the time is over, something was asked all the same.
   */
  private void ask(FlowModel model, SplittableRandom random) {
    do {
      Request request = requests.get(random.nextInt(requests.size()));
      if (random.nextInt(CALLS_PER_LOAD) == 0) {
        try (FlowModel own = Models.loadFlow(saved)) {
          check(own, request, random.nextBoolean());
          loads.incrementAndGet();
        } catch (IOException e) {
          failed(e);
        }
      } else {
        check(model, request, random.nextBoolean());
      }
    } while (!stop);
  }

  private void check(FlowModel model, Request request, boolean density) {
    boolean right;
    if (density) {
      logProbs.incrementAndGet();
      right =
          Arrays.equals(model.given(request.label()).logProb(request.rows()), request.logProb());
    } else {
      samples.incrementAndGet();
      right =
          Arrays.deepEquals(
              model.given(request.label()).sample(request.rows().length, request.label()),
              request.samples());
    }
    if (!right) {
      wrong.incrementAndGet();
    }
  }

  private void failed(Throwable e) {
    firstFailure.compareAndSet(null, e.toString());
  }
}
