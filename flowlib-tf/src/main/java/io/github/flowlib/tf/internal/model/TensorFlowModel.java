package io.github.flowlib.tf.internal.model;

import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.Sampler;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.network.MaskedWidth;
import io.github.flowlib.tf.internal.rows.Conditioned;
import io.github.flowlib.tf.internal.rows.ContextStandardization;
import io.github.flowlib.tf.internal.rows.OverflowCheck;
import io.github.flowlib.tf.internal.rows.RowChecks;
import io.github.flowlib.tf.internal.rows.RowInputs;
import io.github.flowlib.tf.internal.rows.ScaleCheck;
import io.github.flowlib.tf.internal.store.DirectoryReplacement;
import io.github.flowlib.tf.internal.store.Manifest;
import io.github.flowlib.tf.internal.store.ModelFiles;
import io.github.flowlib.tf.internal.store.ModelInfo;
import io.github.flowlib.tf.internal.store.Origin;
import io.github.flowlib.tf.internal.store.WeightsFile;
import io.github.flowlib.tf.internal.train.Objective;
import io.github.flowlib.tf.internal.train.TrainingRun;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingInterruptedException;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.types.TFloat32;

/**
 * What all models on TensorFlow do: an inference graph holds the weights. Training happens in a
 * graph of its own, which gives back the best weights at its end; so inference never waits for
 * training, and a saved model has no optimizer in it.
 *
 * @param <S> what the model is
 * @param <D> what it is once its condition is known
 */
public abstract class TensorFlowModel<S extends ModelSpec, D extends Sampler>
    implements Conditioned<D> {

  private final S spec;
  private final GraphSession session;
  private final RowChecks checks;
  private final ModelFiles files;
  // Runs share the read lock; new weights and close take the write lock, so they wait for runs in
  // flight.
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private final ReentrantLock training = new ReentrantLock();
  private final NativeMemory memory;
  private Origin origin;
  private boolean fitted;
  private volatile boolean closed;

  /**
   * Takes over a session whose inference graph is complete.
   *
   * @param fitted whether nothing of the model but its context is fitted from data
   */
  public TensorFlowModel(
      S spec,
      long seed,
      GraphSession session,
      ImmutableList<Signature> signatures,
      boolean fitted) {
    this.spec = spec;
    this.session = session;
    this.fitted = fitted && !spec.context().standardized();
    origin = Origin.ofNew(seed);
    checks = new RowChecks(spec);
    files = new ModelFiles(session, signatures);
    session.assign(session.variables().initialValues(seed));
    memory = NativeMemory.of(this, session);
  }

  /** A new model of the same kind. */
  protected abstract TensorFlowModel<S, D> another();

  /** Builds what training minimises into a graph of its own. */
  protected abstract Objective objective(GraphSession graph, int batchSize);

  /** Fits what is fitted from data without training; called once, while nothing else runs. */
  protected abstract void fitFromData(Dataset data);

  /**
   * Checks what would end a training at its start, before anything is fitted from data: a fit that
   * is refused must leave the model as it was.
   */
  protected abstract void checkTrainable(Dataset data, Training settings);

  /** Where rows and their context enter the inference graph. */
  protected abstract RowInputs inputs();

  /** {@code [n, d]}: what the first network of the inference graph sees of the rows. */
  protected abstract Operand<TFloat32> leading();

  /** Takes weights and statistics from a directory whose checksums hold. */
  final void restore(Path directory, ModelInfo info) throws IOException {
    files.restoreWeights(directory);
    fitted = info.fitted();
    origin = info.origin();
  }

  @Override
  public final S spec() {
    return spec;
  }

  @Override
  public final Context context() {
    return spec.context();
  }

  @Override
  public final Device device() {
    return session.device();
  }

  @Override
  public final long parameterCount() {
    checkOpen();
    return session.variables().parameterCount();
  }

  @Override
  public final TrainingReport fit(Dataset data, Training settings) {
    checkNotNull(settings, "training must not be null");
    checks.check(data, "the training data");
    settings.validation().ifPresent(rows -> checks.check(rows, "the validation data"));
    checkState(
        !training.isHeldByCurrentThread(),
        "fit must not be called by a listener of a training of the same model; call it afterwards");
    awaitTurn(
        () ->
            new TrainingInterruptedException(
                0,
                "training was interrupted while it waited for another training of this model, before"
                    + " its first step; the model is as that one leaves it"));
    try {
      checkTrainable(data, settings);
      DataWarnings.log(spec, data, settings, parameterCount() > 0);
      ScaleCheck.check(spec, data);
      MaskedWidth.check(spec);
      prepare(data, settings.validation());
      if (parameterCount() == 0) { // a flow of statistics and fixed transforms is complete now
        return new TrainingReport(ImmutableList.of(), 0, false, 0, 0);
      }
      return TrainingRun.fit(new Subject(), data, settings);
    } finally {
      training.unlock();
    }
  }

  /** Takes the lock of trainings. A thread that waits for it can be interrupted, and stays so. */
  private <E extends Exception> void awaitTurn(Supplier<E> interrupted) throws E {
    if (training.tryLock()) {
      return;
    }
    try {
      training.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted.get();
    }
  }

  /** Fits what is not fitted yet, and checks the data that steps and epochs will see. */
  private void prepare(Dataset data, Optional<Dataset> validation) {
    if (fitted) { // only fits and imports change that, and they take turns
      checkFitted(data, validation);
    } else {
      fitStatistics(data, validation);
    }
  }

  /** Beside those who ask the model. */
  private void checkFitted(Dataset data, Optional<Dataset> validation) {
    use.readLock().lock();
    try {
      checkOpen();
      checkHeld(data, validation);
    } finally {
      use.readLock().unlock();
      Reference.reachabilityFence(this); // the cleaner must not close what runs
    }
  }

  private void fitStatistics(Dataset data, Optional<Dataset> validation) {
    use.writeLock().lock();
    try {
      checkOpen();
      Map<String, float[]> before = session.read(session.variables().ofModel());
      try {
        // First: transforms are fitted to what layers before them make of the context.
        session.assign(ContextStandardization.fit(spec.context(), data));
        fitFromData(data);
        checkHeld(data, validation);
        fitted = true;
      } catch (RuntimeException | Error e) {
        try {
          session.assign(before); // a fit that is refused leaves the model as it was
        } catch (RuntimeException notBack) {
          e.addSuppressed(notBack);
        }
        throw e;
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  private void checkHeld(Dataset data, Optional<Dataset> validation) {
    if (parameterCount() == 0) { // no network will see them, and no step
      return;
    }
    OverflowCheck check = new OverflowCheck(session, spec, inputs(), leading());
    check.check(data, "the training data");
    validation.ifPresent(rows -> check.check(rows, "the validation data"));
  }

  private TensorFlowModel<S, D> copy(Map<String, float[]> weights, Origin ofWeights) {
    TensorFlowModel<S, D> copy = another();
    try {
      copy.session.assign(weights);
      copy.fitted = true;
      copy.origin = ofWeights;
      return copy;
    } catch (RuntimeException | Error e) {
      copy.close();
      throw e;
    }
  }

  /** Shows this model to its training. */
  private final class Subject implements TrainingRun.Subject {

    @Override
    public ModelSpec spec() {
      return spec;
    }

    @Override
    public Device device() {
      return session.device();
    }

    @Override
    public Objective objective(GraphSession graph, int batchSize) {
      return TensorFlowModel.this.objective(graph, batchSize);
    }

    @Override
    public Map<String, float[]> weights() {
      return inUse(() -> session.read(session.variables().all()));
    }

    @Override
    public Origin origin() {
      return origin;
    }

    @Override
    public void checkOpen() {
      TensorFlowModel.this.checkOpen();
    }

    @Override
    public Model<?> copy(Map<String, float[]> weights, Origin ofWeights) {
      return TensorFlowModel.this.copy(weights, ofWeights);
    }

    @Override
    public void saveCopy(Map<String, float[]> weights, Origin ofWeights, Path target)
        throws IOException {
      try (TensorFlowModel<S, D> copy = TensorFlowModel.this.copy(weights, ofWeights)) {
        copy.saveOver(target, path -> true);
      }
    }

    @Override
    public void take(Map<String, float[]> weights, Origin ofWeights) {
      use.writeLock().lock();
      try {
        TensorFlowModel.this.checkOpen();
        session.assign(weights);
        origin = ofWeights;
      } finally {
        use.writeLock().unlock();
      }
    }
  }

  @Override
  public final void save(Path directory) throws IOException {
    checkNotNull(directory, "directory must not be null");
    saveOver(directory, Manifest::isOurs);
  }

  private void saveOver(Path directory, DirectoryReplacement.Replaceable replaceable)
      throws IOException {
    use.readLock().lock();
    try {
      checkOpen();
      files.save(directory, ModelInfo.of(spec, fitted, origin), replaceable);
    } finally {
      use.readLock().unlock();
      Reference.reachabilityFence(this); // the cleaner must not close what runs
    }
  }

  @Override
  public final void exportWeights(Path file) throws IOException {
    Map<String, float[]> values =
        inUse(
            () -> {
              checkState(
                  isComplete(),
                  "the statistics of this flow are not fitted yet; call fit(...) before its weights"
                      + " are exported");
              return session.read(session.variables().all());
            });
    WeightsFile.write(file, session.variables().all(), values);
  }

  @Override
  public final void importWeights(Path file) throws IOException {
    Map<String, float[]> values = WeightsFile.read(file, session.variables().all());
    awaitTurn(
        () ->
            new InterruptedIOException(
                file
                    + " was not taken: interrupted while a training of this model ran, for which it"
                    + " waited"));
    try {
      use.writeLock().lock();
      try {
        checkOpen();
        session.assign(values);
        fitted = true;
        origin = Origin.UNKNOWN;
      } finally {
        use.writeLock().unlock();
      }
    } finally {
      training.unlock();
    }
  }

  /** Runs while the model is open. */
  public final <T> T inUse(Supplier<T> run) {
    use.readLock().lock();
    try {
      checkOpen();
      return run.get();
    } finally {
      use.readLock().unlock();
      Reference.reachabilityFence(this); // the cleaner must not close what runs
    }
  }

  /** Whether its variables mean something; what is fitted from data may be missing. */
  protected boolean isComplete() {
    return true;
  }

  /** True when all that is fitted from data is, the statistics of the context included. */
  protected final boolean fitted() {
    return fitted;
  }

  private void checkOpen() {
    checkState(!closed, "this model is closed; create or load another one");
  }

  public final GraphSession session() {
    return session;
  }

  public final RowChecks checks() {
    return checks;
  }

  @Override
  public final String toString() {
    return "TensorFlow model of " + spec;
  }

  @Override
  public final void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        memory.free();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
