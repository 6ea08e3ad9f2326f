package io.github.flowlib.device;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.flowlib.internal.GuavaVersion;
import java.util.List;
import java.util.OptionalLong;
import java.util.ServiceLoader;

/**
 * Where a model computes: an option of {@code Models.create(spec, seed, device)} and of the methods
 * that load models.
 *
 * <pre>{@code
 * for (Device.Found found : Device.list()) {
 *   System.out.println(found.device() + ": " + found.name());
 * }
 * try (FlowModel flow = Models.create(spec, 0, Device.gpu(0))) {
 *   …
 * }
 * }</pre>
 *
 * <p>A process computes on the CPU and on one GPU, the first that a model asks for; {@link #list()}
 * chooses GPU 0, if none was chosen before. Another one needs another process, or {@code
 * CUDA_VISIBLE_DEVICES} in the environment. The backend on TensorFlow uses a GPU of NVIDIA with its
 * native library of the classifier {@code linux-x86_64-gpu}, which {@code docs/gpu.md} tells of.
 *
 * <p>The same seed gives weights and samples from the same random numbers on every device. Results
 * are the same but for rounding, because matrix kernels add in another order; on a GPU TensorFlow
 * multiplies with 10 bits of mantissa instead of 23 (TF32) unless {@code NVIDIA_TF32_OVERRIDE=0} is
 * in the environment.
 *
 * @param kind the kind of processor
 * @param index which one of that kind, counted from 0
 */
public record Device(Kind kind, int index) {

  /**
   * How many threads a process may be told to compute with: TensorFlow starts as many as it is
   * told, and crashes where the system has no more.
   */
  public static final int MAX_THREADS = 1024;

  /** What computes. */
  public enum Kind {
    /** The first GPU that the backend can use, or the CPU where there is none. */
    AUTO,
    /** The processor, with all its cores unless {@link Device#useThreads} bounds them. */
    CPU,
    /** A graphics processor. */
    GPU
  }

  /**
   * A device of this machine.
   *
   * @param device to be named where a model is created or loaded
   * @param name of the product, as far as it is known, and otherwise what the backend calls it
   * @param memoryBytes what the backend may use of its memory; empty for a CPU, which has no limit
   *     of its own
   */
  public record Found(Device device, String name, OptionalLong memoryBytes) {

    /**
     * Checks the arguments.
     *
     * @param device see {@link #device()}
     * @param name see {@link #name()}
     * @param memoryBytes see {@link #memoryBytes()}
     */
    public Found {
      checkNotNull(device, "device must not be null");
      checkNotNull(name, "name must not be null");
      checkNotNull(memoryBytes, "memoryBytes must not be null");
    }
  }

  /**
   * Checks the index.
   *
   * @param kind see {@link #kind()}
   * @param index see {@link #index()}
   * @throws IllegalArgumentException if the index is negative, or above 0 for what there is one of
   */
  public Device {
    checkNotNull(kind, "kind must not be null");
    checkArgument(index >= 0, "index must be at least 0, but was %s", index);
    checkArgument(
        index == 0 || kind == Kind.GPU,
        "index must be 0 for a device of kind %s, but was %s",
        kind,
        index);
  }

  /**
   * The first GPU that the backend can use, or the CPU where there is none. This is what models use
   * that are told nothing.
   *
   * @return the choice
   */
  public static Device auto() {
    return new Device(Kind.AUTO, 0);
  }

  /**
   * The processor.
   *
   * @return the choice
   */
  public static Device cpu() {
    return new Device(Kind.CPU, 0);
  }

  /**
   * A graphics processor. Creating or loading a model for one that is not there ends in an {@link
   * IllegalStateException} that tells what is missing.
   *
   * @param index counted from 0
   * @return the choice
   * @throws IllegalArgumentException if the index is negative
   */
  public static Device gpu(int index) {
    return new Device(Kind.GPU, index);
  }

  /**
   * The devices that the backend can use here, the CPU first.
   *
   * <p>A process computes on one GPU: that of its first model that has one, and then no other is
   * listed; or, where all were listed before, gpu 0. To choose another one of several, ask for it
   * in a process that has not called this.
   *
   * @return at least one
   * @throws IllegalStateException if there is no backend on the class path
   */
  public static List<Found> list() {
    return finder().devices();
  }

  /**
   * Bounds the threads that the backend spreads its work over, on the CPU and beside a GPU; by
   * itself it takes one for each processor. The number is for all models: one operation is spread
   * over so many threads at most, so many operations of a training run at a time, and so many
   * chunks of the rows that a call asks about. It does not count the threads that ask: on the CPU
   * an answer is computed on the thread of its call. It is chosen once, before the first model is
   * created or loaded and before {@link #list()}.
   *
   * <p>The same seed gives the same bits for the same number, on processors of one kind, however
   * many there are.
   *
   * @param threads 1 to {@value #MAX_THREADS}
   * @throws IllegalArgumentException if it is none of these
   * @throws IllegalStateException if it is too late, and the process computes with another number;
   *     or if there is no backend on the class path
   */
  public static void useThreads(int threads) {
    checkArgument(
        threads >= 1 && threads <= MAX_THREADS,
        "threads must be 1 to %s, but was %s; one for each processor is usual",
        MAX_THREADS,
        threads);
    finder().useThreads(threads);
  }

  private static DeviceFinder finder() {
    GuavaVersion.check();
    return ServiceLoader.load(DeviceFinder.class, DeviceFinder.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no backend on the class path; add the dependency io.github.flowlib:flowlib-tf"));
  }

  /** Such as {@code cpu} or {@code gpu 0}. */
  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case GPU -> "gpu " + index;
    };
  }
}
