package io.github.flowlib.tf.internal.model;

import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Log;
import java.lang.ref.Cleaner;

/**
 * The native memory of a model: freed when the model is closed or, with a warning, when the garbage
 * collector finds one that never was.
 */
final class NativeMemory {

  private static final Cleaner CLEANER = Cleaner.create();

  /** What is done once. It must not know the model, or the model would never be found. */
  private static final class Action implements Runnable {

    private final GraphSession session;
    private final String model;
    private volatile boolean asked;

    Action(GraphSession session, String model) {
      this.session = session;
      this.model = model;
    }

    @Override
    public void run() {
      if (!asked) {
        Log.LOG.log(
            System.Logger.Level.WARNING,
            "a model was never closed, its native memory is freed now; use try-with-resources or"
                + " close(): {0}",
            model);
      }
      session.close();
    }
  }

  private final Action action;
  private final Cleaner.Cleanable cleanable;

  private NativeMemory(Action action, Cleaner.Cleanable cleanable) {
    this.action = action;
    this.cleanable = cleanable;
  }

  /** Watches over a model that owns a session. */
  static NativeMemory of(TensorFlowModel<?, ?> model, GraphSession session) {
    Action action =
        new Action(
            session,
            model.spec().getClass().getSimpleName() + " of events " + model.spec().event());
    return new NativeMemory(action, CLEANER.register(model, action));
  }

  /** Frees it now. */
  void free() {
    action.asked = true;
    cleanable.clean();
  }
}
