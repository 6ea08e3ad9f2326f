package io.github.flowlib.tf.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.NativeMemoryException;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.internal.flow.TensorFlowFlow;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.train.Training;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;

/** Models that nobody closes, and memory that is not there. */
class NativeMemoryTest {

  /** No other test has models of this size. */
  private static final FlowSpec SPEC =
      RealNVP.builder().dimension(23).couplings(1).hidden(17).build();

  /** Counts warnings about models that were never closed. */
  private static final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.github.flowlib.tf");
    private final CountDownLatch first = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();
    private final Level before = logger.getLevel();

    Warnings() {
      logger.setLevel(Level.WARNING); // tests leave them out
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      // Other tests may leave models of their own.
      if (line.getMessage().startsWith("a model was never closed")
          && line.getParameters()[0].equals("FlowSpec of events [23]")) {
        count.incrementAndGet();
        first.countDown();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
      logger.setLevel(before);
    }
  }

  /** Leaves nothing of a model but its session, which does not know the model. */
  private static GraphSession forget() {
    TensorFlowFlow flow = TensorFlowFlow.create(SPEC, 0, Device.cpu());
    flow.distribution().sample(1);
    return flow.session();
  }

  private static void use() {
    try (FlowModel flow = Models.create(SPEC)) {
      flow.distribution().sample(1);
    }
  }

  @Test
  void aModelThatNobodyClosedIsFreedWithOneWarning() throws InterruptedException {
    try (Warnings warnings = new Warnings()) {
      use();
      GraphSession session = forget();
      // The collector may take its time; a minute would be a fault.
      for (int i = 0; i < 600 && warnings.first.getCount() > 0; i++) {
        System.gc();
        warnings.first.await(100, TimeUnit.MILLISECONDS);
      }
      assertThat(warnings.count).as("the one that was closed is not named").hasValue(1);
      // The warning comes first, then the session is closed.
      for (int i = 0; i < 600 && !isClosed(session); i++) {
        Thread.sleep(100);
      }
      assertThat(isClosed(session)).isTrue();
    }
  }

  private static boolean isClosed(GraphSession session) {
    try {
      session.read(session.variables().all());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Test
  void memoryThatIsNotThereIsAnExceptionWithWords() {
    try (GraphSession answering = GraphSession.ofModel(Device.cpu());
        GraphSession training = GraphSession.ofTraining(Device.cpu(), Training.builder().build())) {
      assertThatMemoryIsMissed(
          answering, "ask about fewer rows at a time, or on fewer threads, or use a smaller model");
      assertThatMemoryIsMissed(training, "train with a smaller batchSize, or use a smaller model");
    }
  }

  private static void assertThatMemoryIsMissed(GraphSession session, String advice) {
    Ops tf = session.tf();
    Placeholder<TInt64> size = tf.placeholder(TInt64.class);
    try (Run run = new Run(session)) {
      // 2⁵⁰ bytes, for which no machine has addresses.
      run.feed(size, Tensors.of(1L << 24, 1L << 24));
      run.fetch(tf.fill(size, tf.constant(1f)));
      assertThatExceptionOfType(NativeMemoryException.class)
          .isThrownBy(run::run)
          .withMessageStartingWith(
              "TensorFlow could not have the memory that it needs; " + advice + " (");
    }
  }
}
