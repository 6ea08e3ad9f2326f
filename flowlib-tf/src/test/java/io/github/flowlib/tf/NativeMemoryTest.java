package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.NativeMemoryException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;

/** Models that nobody closes, and memory that is not there. */
class NativeMemoryTest {

  /** Counts warnings about models that were never closed. */
  private static final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger(NativeMemory.class.getPackageName());
    private final CountDownLatch first = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();

    Warnings() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getMessage().startsWith("a model was never closed")) {
        count.incrementAndGet();
        first.countDown();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  private static void forget() {
    Models.create(Fixtures.moonsFlow()).sample(1);
  }

  private static void use() {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      flow.sample(1);
    }
  }

  @Test
  void aModelThatNobodyClosedIsFreedWithOneWarning() throws InterruptedException {
    try (Warnings warnings = new Warnings()) {
      use();
      forget();
      // The collector may take its time; a minute would be a fault.
      for (int i = 0; i < 600 && warnings.first.getCount() > 0; i++) {
        System.gc();
        warnings.first.await(100, TimeUnit.MILLISECONDS);
      }
      assertThat(warnings.count).hasValue(1);
      System.gc();
      assertThat(warnings.count).as("the one that was closed is not named").hasValue(1);
    }
  }

  @Test
  void memoryThatIsNotThereIsAnExceptionWithWords() {
    try (GraphSession session = new GraphSession()) {
      Ops tf = session.tf();
      Placeholder<TInt64> size = tf.placeholder(TInt64.class);
      try (Run run = new Run(session)) {
        // 2⁵⁰ bytes, for which no machine has addresses.
        run.feed(size, Tensors.of(1L << 24, 1L << 24));
        run.fetch(tf.fill(size, tf.constant(1f)));
        assertThatExceptionOfType(NativeMemoryException.class)
            .isThrownBy(run::run)
            .withMessageStartingWith(
                "TensorFlow could not have the memory that it needs; use a smaller batchSize or a"
                    + " smaller model (");
      }
    }
  }
}
