package io.github.flowlib.tf.internal.graph;

import io.github.flowlib.model.NativeMemoryException;
import io.github.flowlib.tf.internal.device.NativeCalls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.op.Op;

/** One run of a session. It owns what it feeds and what it fetches, until it is closed. */
public final class Run implements AutoCloseable {

  private final GraphSession session;
  private final Session.Runner runner;
  private final List<Tensor> fed = new ArrayList<>();
  private @Nullable Result result;

  public Run(GraphSession session) {
    this.session = session;
    runner = session.runner();
  }

  public Run feed(Operand<?> placeholder, Tensor tensor) {
    fed.add(tensor);
    runner.feed(placeholder, tensor);
    return this;
  }

  public Run fetch(Operand<?> operand) {
    runner.fetch(operand);
    return this;
  }

  public Run target(Op op) {
    runner.addTarget(op);
    return this;
  }

  /**
   * Copy what is needed out of the result before closing.
   *
   * @throws NativeMemoryException if TensorFlow cannot have the memory
   * @throws IllegalStateException if the process is ending
   */
  public Result run() {
    try {
      Result fetched = NativeCalls.run(runner::run);
      result = fetched;
      return fetched;
    } catch (TFResourceExhaustedException e) {
      throw new NativeMemoryException(
          "TensorFlow could not have the memory that it needs; "
              + session.howToNeedLess()
              + ", or use a smaller model ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  @Override
  public void close() {
    fed.forEach(Tensor::close);
    if (result != null) {
      result.close();
    }
  }
}
