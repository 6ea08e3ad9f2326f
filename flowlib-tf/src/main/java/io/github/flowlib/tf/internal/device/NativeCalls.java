package io.github.flowlib.tf.internal.device;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls of TensorFlow that are in flight. Where a process ends, by a signal or {@code
 * System.exit}, destructors of C++ run, and a call that still computes meets what is gone, which
 * can be a segmentation fault. So the end waits for calls in flight, and no new one begins.
 *
 * <p>A thread that would begin one waits a moment, because the process mostly ends in it without a
 * word. Where that takes longer, as with a shutdown hook that waits for the thread, it gets an
 * exception.
 */
public final class NativeCalls {

  private static final NativeCalls OF_PROCESS =
      new NativeCalls(Duration.ofSeconds(5), Duration.ofSeconds(1));

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(OF_PROCESS::end, "flowlib-end"));
    } catch (IllegalStateException alreadyEnding) {
      // What makes the first call now is a hook itself, and the end waits for hooks.
    }
  }

  /** What needs TensorFlow. */
  @FunctionalInterface
  public interface Call<T, E extends Exception> {
    T call() throws E;
  }

  private final long patienceNanos;
  private final long momentNanos;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean ending;

  /**
   * Calls of their own.
   *
   * @param patience how long the end waits for calls in flight
   * @param moment how long a call waits for the end
   */
  NativeCalls(Duration patience, Duration moment) {
    patienceNanos = patience.toNanos();
    momentNanos = moment.toNanos();
  }

  /**
   * Calls TensorFlow.
   *
   * @throws IllegalStateException if the process is ending, and takes longer than a moment
   */
  public static <T, E extends Exception> T run(Call<T, E> call) throws E {
    return OF_PROCESS.count(call);
  }

  <T, E extends Exception> T count(Call<T, E> call) throws E {
    // A call is counted before it looks, so either the end sees it, or it sees the end.
    inFlight.incrementAndGet();
    try {
      if (!ending) {
        return call.call();
      }
    } finally {
      inFlight.decrementAndGet();
    }
    Uninterruptibles.sleepUninterruptibly(momentNanos, TimeUnit.NANOSECONDS);
    throw new IllegalStateException(
        "models must not compute once the process ends, by a signal or System.exit, and it does;"
            + " compute before it, a shutdown hook can only close them");
  }

  /** Lets no call begin, and waits for those in flight. */
  void end() {
    ending = true;
    long deadline = System.nanoTime() + patienceNanos;
    while (inFlight.get() > 0 && System.nanoTime() - deadline < 0) {
      Uninterruptibles.sleepUninterruptibly(1, TimeUnit.MILLISECONDS);
    }
  }
}
