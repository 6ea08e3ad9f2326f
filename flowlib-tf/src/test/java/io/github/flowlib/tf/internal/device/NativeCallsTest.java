package io.github.flowlib.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NativeCallsTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  /** A call that lasts until it is released. */
  private Thread inFlight(NativeCalls calls) throws InterruptedException {
    Thread thread =
        new Thread(
            () ->
                calls.count(
                    () -> {
                      begun.countDown();
                      try {
                        release.await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      return 1;
                    }));
    thread.start();
    begun.await();
    return thread;
  }

  @Test
  void theEndWaitsForCallsInFlight() throws InterruptedException {
    NativeCalls calls = new NativeCalls(LONG, SHORT);
    Thread call = inFlight(calls);
    Thread end = new Thread(calls::end);
    end.start();
    end.join(SHORT.toMillis());
    assertThat(end.isAlive()).isTrue();
    release.countDown();
    call.join();
    end.join();
  }

  @Test
  void theEndDoesNotWaitForEver() throws InterruptedException {
    NativeCalls calls = new NativeCalls(SHORT, SHORT);
    Thread call = inFlight(calls);
    calls.end();
    assertThat(call.isAlive()).isTrue();
    release.countDown();
    call.join();
  }

  @Test
  void noCallBeginsAfterTheEnd() {
    NativeCalls calls = new NativeCalls(LONG, SHORT);
    assertThat(calls.<Integer, RuntimeException>count(() -> 1)).isEqualTo(1);
    calls.end();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                calls.count(
                    () -> {
                      throw new AssertionError("it was called");
                    }))
        .withMessageStartingWith("models must not compute once the process ends");
  }

  @Test
  void aCallThatFailedIsNotWaitedFor() {
    NativeCalls calls = new NativeCalls(LONG, SHORT);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                calls.count(
                    () -> {
                      throw new IllegalStateException("of the call");
                    }))
        .withMessage("of the call");
    calls.end();
  }
}
