package io.github.flowlib.tf.internal.device;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.flowlib.device.Device;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * The devices of this process, and what a session has to be told to compute on one of them.
 *
 * <p>TensorFlow numbers GPUs once for a process, when the first session sees them, and its choice
 * of them is part of that. So a process computes on one GPU, the first that it asked for; memory is
 * taken as it is needed, where TensorFlow would take all of the card.
 */
public final class Devices {

  private static final String GPU = "GPU";

  private static final Devices OF_PROCESS = new Devices();

  /**
   * What TensorFlow reads as it is loaded. Every session asks this class for its settings before it
   * is made, so here is the last moment to complete it.
   */
  private final ImmutableMap<String, String> environment = Environment.completed();

  /** What sessions that may use a GPU see; absent before the first. */
  private @Nullable ImmutableList<Device.Found> found;

  /** The GPU that all sessions with one use; empty if all of them are visible, or none is known. */
  private OptionalInt only = OptionalInt.empty();

  private final Set<Device> told = new HashSet<>();

  private Devices() {}

  /** The CPU and the GPUs that can still be used. */
  public static List<Device.Found> list() {
    return OF_PROCESS.seeing(OptionalInt.empty());
  }

  /**
   * The device itself for {@link Device#auto()}, and any other as it is.
   *
   * @throws IllegalStateException if it is not there
   */
  public static Device resolve(Device wanted) {
    return OF_PROCESS.resolved(wanted);
  }

  /**
   * What to say when a model computes on a device for the first time.
   *
   * @param level whoever has no GPU build of TensorFlow expects the CPU, and is not bothered
   * @param text where models compute
   */
  public record News(System.Logger.Level level, String text) {}

  /** The news of a device that was {@linkplain #resolve resolved}, once. */
  public static Optional<News> news(Device device) {
    return OF_PROCESS.newsOf(device);
  }

  /** Why products of rounded factors are not faster on a device, or cannot be had; empty if not. */
  public static Optional<String> obstacleToFastProducts(Device device) {
    return Environment.obstacleToFastProducts(
        device, OF_PROCESS.environment, ProcessorName.instructions());
  }

  /** What the environment of the process could do for a device. */
  public static Optional<String> advice(Device device) {
    return Environment.advice(device, OF_PROCESS.environment, ProcessorName.instructions());
  }

  /**
   * What a session has to be told to compute on a device that was {@linkplain #resolve resolved}.
   */
  public static ConfigProto config(Device device) {
    if (device.kind() == Device.Kind.CPU) {
      return Threads.settings().putDeviceCount(GPU, 0).build();
    }
    return gpuConfig(OF_PROCESS.only);
  }

  private static ConfigProto gpuConfig(OptionalInt only) {
    GPUOptions.Builder options = GPUOptions.newBuilder().setAllowGrowth(true);
    only.ifPresent(index -> options.setVisibleDeviceList(String.valueOf(index)));
    return Threads.settings().setGpuOptions(options).build();
  }

  private synchronized ImmutableList<Device.Found> seeing(OptionalInt index) {
    ImmutableList<Device.Found> known = found;
    if (known == null) {
      known = look(index);
      found = known;
      only = known.size() > 1 ? index : OptionalInt.empty();
    }
    return known;
  }

  /** TensorFlow refuses a number of which it has no card. */
  private static ImmutableList<Device.Found> look(OptionalInt index) {
    try {
      return NativeCalls.run(() -> NativeDevices.seenBy(gpuConfig(index), index.orElse(0)));
    } catch (TensorFlowException e) {
      throw new IllegalStateException(
          (index.isPresent() ? Device.gpu(index.getAsInt()) + " is not there: " : "")
              + "TensorFlow cannot look for GPUs ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  private Device resolved(Device wanted) {
    checkNotNull(wanted, "device must not be null");
    if (wanted.kind() == Device.Kind.CPU) {
      return wanted;
    }
    ImmutableList<Device.Found> known = seeing(OptionalInt.of(wanted.index()));
    Optional<Device> gpu =
        known.stream()
            .map(Device.Found::device)
            .filter(device -> device.kind() == Device.Kind.GPU)
            .findFirst();
    if (wanted.kind() == Device.Kind.AUTO) {
      return gpu.orElse(Device.cpu());
    }
    if (!gpu.equals(Optional.of(wanted))) {
      throw new IllegalStateException(
          gpu.map(other -> another(wanted, other, known)).orElseGet(() -> GpuBuild.none(wanted)));
    }
    return wanted;
  }

  /**
   * Why a GPU is refused.
   *
   * @param known more than one GPU only if all of them were asked for
   */
  static String another(Device wanted, Device other, List<Device.Found> known) {
    List<Device> seen = known.stream().map(Device.Found::device).toList();
    if (seen.size() > 2 && !seen.contains(wanted)) {
      return wanted + " is not there: TensorFlow sees " + seen;
    }
    return wanted
        + " cannot be used, because TensorFlow takes one choice of GPUs for a process, and this one"
        + " computes on "
        + other
        + ", by its first model or because Device.list() was asked before; ask for "
        + wanted
        + " before anything else, or start the process with CUDA_VISIBLE_DEVICES="
        + wanted.index()
        + " in its environment and ask for gpu 0";
  }

  private synchronized Optional<News> newsOf(Device device) {
    if (!told.add(device)) {
      return Optional.empty();
    }
    String name =
        found == null
            ? ""
            : found.stream()
                .filter(each -> each.device().equals(device))
                .map(each -> " (" + each.name() + ")")
                .findFirst()
                .orElse("");
    return Optional.of(
        new News(
            GpuBuild.isOnClassPath() ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
            "models compute on " + device + name));
  }
}
