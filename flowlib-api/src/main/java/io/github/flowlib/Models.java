package io.github.flowlib;

import static com.google.common.base.Preconditions.checkNotNull;

import io.github.flowlib.device.Device;
import io.github.flowlib.internal.GuavaVersion;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.spi.Backend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Creates and loads models with the backend on the class path.
 *
 * <p><strong>Threads.</strong> On the CPU the backend on TensorFlow answers on the thread that
 * asks, so as many threads compute as ask. Two pools, which all models of a process share, help
 * them: TensorFlow's, with a thread for each processor, where an operation is large, and Java's
 * {@linkplain java.util.concurrent.ForkJoinPool#commonPool common pool}, where a small model is
 * asked about many rows. Trainings, and answers of a GPU, run their operations on threads of
 * TensorFlow. {@link Device#useThreads} bounds TensorFlow's threads and the chunks of rows that one
 * call computes at the same time. Where it was not called, two variables of the environment bound
 * TensorFlow's threads alone: {@code TF_NUM_INTRAOP_THREADS}, those that share one operation, and
 * {@code TF_NUM_INTEROP_THREADS}, the operations of trainings that run at the same time; the common
 * pool is bounded by the system property {@code
 * java.util.concurrent.ForkJoinPool.common.parallelism}. All of them are for the time before the
 * first model is created; none bounds the threads that ask. Where the environment has {@code
 * TF_OVERRIDE_GLOBAL_THREADPOOL=1}, models do not share TensorFlow's threads: each has as many of
 * its own; but flows without convolutions answer, and small ones are trained, with one thread for
 * an operation, and rows or halves of a batch side by side, which takes less time. Results are the
 * same bits for a fixed number of threads in the same environment.
 */
public final class Models {

  private Models() {}

  /**
   * A new model with seed 0.
   *
   * @param spec what to build
   * @return the model; close it
   * @throws IllegalArgumentException if one array of weights would have 2³¹ − 8 numbers or more
   * @throws IllegalStateException if there is no backend on the class path, or a library that it
   *     needs is missing or of another version
   */
  public static FlowModel create(FlowSpec spec) {
    return create(spec, 0);
  }

  /**
   * A new model. The last layer of every conditioner starts at zero, so its trained transforms are
   * the identity, but for {@link io.github.flowlib.spec.InvertibleLinear}, which starts as a random
   * orthogonal matrix.
   *
   * @param spec what to build
   * @param seed of the initial weights; the same seed gives the same weights
   * @return the model; close it
   * @throws IllegalArgumentException if one array of weights would have 2³¹ − 8 numbers or more
   * @throws IllegalStateException if there is no backend on the class path, or a library that it
   *     needs is missing or of another version
   */
  public static FlowModel create(FlowSpec spec, long seed) {
    return create(spec, seed, Device.auto());
  }

  /**
   * A new model on a device.
   *
   * @param spec what to build
   * @param seed of the initial weights; the same seed gives the same weights
   * @param device where it computes
   * @return the model; close it
   * @throws IllegalArgumentException if one array of weights would have 2³¹ − 8 numbers or more
   * @throws IllegalStateException if there is no backend on the class path, a library that it needs
   *     is missing or of another version, or there is no such device; the message says what to do
   */
  public static FlowModel create(FlowSpec spec, long seed, Device device) {
    checkNotNull(spec, "spec must not be null");
    checkNotNull(device, "device must not be null");
    return backend().create(spec, seed, device);
  }

  /**
   * A new variational autoencoder with seed 0.
   *
   * @param spec what to build
   * @return the model; close it
   * @throws IllegalArgumentException if one array of weights would have 2³¹ − 8 numbers or more
   * @throws IllegalStateException if there is no backend on the class path, or a library that it
   *     needs is missing or of another version
   */
  public static VaeModel create(VaeSpec spec) {
    return create(spec, 0);
  }

  /**
   * A new variational autoencoder.
   *
   * @param spec what to build
   * @param seed of the initial weights; the same seed gives the same weights
   * @return the model; close it
   * @throws IllegalArgumentException if one array of weights would have 2³¹ − 8 numbers or more
   * @throws IllegalStateException if there is no backend on the class path, or a library that it
   *     needs is missing or of another version
   */
  public static VaeModel create(VaeSpec spec, long seed) {
    return create(spec, seed, Device.auto());
  }

  /**
   * A new variational autoencoder on a device.
   *
   * @param spec what to build
   * @param seed of the initial weights; the same seed gives the same weights
   * @param device where it computes
   * @return the model; close it
   * @throws IllegalArgumentException if one array of weights would have 2³¹ − 8 numbers or more
   * @throws IllegalStateException if there is no backend on the class path, a library that it needs
   *     is missing or of another version, or there is no such device; the message says what to do
   */
  public static VaeModel create(VaeSpec spec, long seed, Device device) {
    checkNotNull(spec, "spec must not be null");
    checkNotNull(device, "device must not be null");
    return backend().create(spec, seed, device);
  }

  /**
   * A new model of whatever kind with seed 0.
   *
   * @param spec what to build
   * @return a {@link FlowModel} or a {@link VaeModel}; close it
   * @throws IllegalArgumentException if one array of weights would have 2³¹ − 8 numbers or more
   * @throws IllegalStateException if there is no backend on the class path, or a library that it
   *     needs is missing or of another version
   */
  public static Model<?> create(ModelSpec spec) {
    return create(spec, 0);
  }

  /**
   * A new model of whatever kind.
   *
   * @param spec what to build
   * @param seed of the initial weights; the same seed gives the same weights
   * @return a {@link FlowModel} or a {@link VaeModel}; close it
   * @throws IllegalArgumentException if one array of weights would have 2³¹ − 8 numbers or more
   * @throws IllegalStateException if there is no backend on the class path, or a library that it
   *     needs is missing or of another version
   */
  public static Model<?> create(ModelSpec spec, long seed) {
    return create(spec, seed, Device.auto());
  }

  /**
   * A new model of whatever kind on a device.
   *
   * @param spec what to build
   * @param seed of the initial weights; the same seed gives the same weights
   * @param device where it computes
   * @return a {@link FlowModel} or a {@link VaeModel}; close it
   * @throws IllegalArgumentException if one array of weights would have 2³¹ − 8 numbers or more
   * @throws IllegalStateException if there is no backend on the class path, a library that it needs
   *     is missing or of another version, or there is no such device; the message says what to do
   */
  public static Model<?> create(ModelSpec spec, long seed, Device device) {
    checkNotNull(spec, "spec must not be null");
    return spec instanceof FlowSpec flow
        ? create(flow, seed, device)
        : create((VaeSpec) spec, seed, device);
  }

  /**
   * Reads a model of any kind that {@link Model#save} wrote. Checksums are verified first, and no
   * code from the directory runs.
   *
   * @param directory the model
   * @return a {@link FlowModel} or a {@link VaeModel}, giving the same bits as the one that was
   *     saved; close it
   * @throws IOException if it cannot be read; {@link io.github.flowlib.model.ModelFormatException}
   *     if it is not a model, damaged, or of an unknown version
   * @throws IllegalStateException if there is no backend on the class path, or a library that it
   *     needs is missing or of another version
   */
  public static Model<?> load(Path directory) throws IOException {
    return load(directory, Device.auto());
  }

  /**
   * Reads a model of any kind, to compute on a device: where it was trained does not matter.
   *
   * @param directory the model
   * @param device where it computes
   * @return a {@link FlowModel} or a {@link VaeModel}; close it
   * @throws IOException as {@link #load(Path)} does
   * @throws IllegalStateException if there is no backend on the class path, a library that it needs
   *     is missing or of another version, or there is no such device; the message says what to do
   */
  public static Model<?> load(Path directory, Device device) throws IOException {
    checkNotNull(directory, "directory must not be null");
    checkNotNull(device, "device must not be null");
    return backend().load(directory, device);
  }

  /**
   * Reads a flow that {@link Model#save} wrote, as {@link #load(Path)} reads any model.
   *
   * @param directory the model
   * @return the model, giving the same bits as the one that was saved; close it
   * @throws IOException if it cannot be read; {@link io.github.flowlib.model.ModelFormatException}
   *     if it is not a model, another kind of model, damaged, or of an unknown version
   * @throws IllegalStateException if there is no backend on the class path, or a library that it
   *     needs is missing or of another version
   */
  public static FlowModel loadFlow(Path directory) throws IOException {
    return loadFlow(directory, Device.auto());
  }

  /**
   * Reads a flow, to compute on a device.
   *
   * @param directory the model
   * @param device where it computes
   * @return the model; close it
   * @throws IOException as {@link #loadFlow(Path)} does
   * @throws IllegalStateException if there is no backend on the class path, a library that it needs
   *     is missing or of another version, or there is no such device; the message says what to do
   */
  public static FlowModel loadFlow(Path directory, Device device) throws IOException {
    return load(directory, device, FlowModel.class, "a flow");
  }

  /**
   * Reads a variational autoencoder that {@link Model#save} wrote, as {@link #load(Path)} reads any
   * model.
   *
   * @param directory the model
   * @return the model, giving the same bits as the one that was saved; close it
   * @throws IOException if it cannot be read; {@link io.github.flowlib.model.ModelFormatException}
   *     if it is not a model, another kind of model, damaged, or of an unknown version
   * @throws IllegalStateException if there is no backend on the class path, or a library that it
   *     needs is missing or of another version
   */
  public static VaeModel loadVae(Path directory) throws IOException {
    return loadVae(directory, Device.auto());
  }

  /**
   * Reads a variational autoencoder, to compute on a device.
   *
   * @param directory the model
   * @param device where it computes
   * @return the model; close it
   * @throws IOException as {@link #loadVae(Path)} does
   * @throws IllegalStateException if there is no backend on the class path, a library that it needs
   *     is missing or of another version, or there is no such device; the message says what to do
   */
  public static VaeModel loadVae(Path directory, Device device) throws IOException {
    return load(directory, device, VaeModel.class, "a variational autoencoder");
  }

  private static <M extends Model<?>> M load(
      Path directory, Device device, Class<M> kind, String name) throws IOException {
    Model<?> model = load(directory, device);
    if (!kind.isInstance(model)) {
      String found = model.spec().getClass().getSimpleName();
      model.close();
      throw new ModelFormatException(
          directory
              + " must hold "
              + name
              + ", but holds a "
              + found
              + "; read it with Models."
              + (kind == FlowModel.class ? "loadVae" : "loadFlow"));
    }
    return kind.cast(model);
  }

  private static Backend backend() {
    GuavaVersion.check();
    // The class loader of Backend, not the thread's: in application servers and build tools they
    // differ.
    return ServiceLoader.load(Backend.class, Backend.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no backend on the class path; add the dependency io.github.flowlib:flowlib-tf"));
  }
}
