package io.github.flowlib.tf.internal.device;

import com.google.common.collect.ImmutableSet;
import io.github.flowlib.device.Device;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What TensorFlow reads from the environment alone, before Java can say anything. */
final class Environment {

  private static final String ONE_DNN = "TF_ENABLE_ONEDNN_OPTS";
  private static final String TF32 = "NVIDIA_TF32_OVERRIDE";

  /** Processors with one of these have oneDNN unasked. */
  private static final ImmutableSet<String> NEURAL_NETWORK_INSTRUCTIONS =
      ImmutableSet.of("avx512_vnni", "avx512_bf16", "avx_vnni", "amx_tile");

  private Environment() {}

  /**
   * What would help on a device.
   *
   * @param variables of the environment
   * @param instructions of the processor, as Linux calls them; empty if nobody tells
   */
  static Optional<String> advice(
      Device device, Map<String, String> variables, Set<String> instructions) {
    if (device.kind() == Device.Kind.GPU) {
      return "0".equals(variables.get(TF32))
          ? Optional.empty()
          : Optional.of(
              "the GPU may multiply in TF32, with 10 bits of mantissa: for the precision of float32"
                  + " start the process with NVIDIA_TF32_OVERRIDE=0 in its environment");
    }
    boolean decided =
        variables.containsKey(ONE_DNN)
            || !instructions.contains("avx2")
            || instructions.stream().anyMatch(NEURAL_NETWORK_INSTRUCTIONS::contains);
    return decided
        ? Optional.empty()
        : Optional.of(
            "TensorFlow leaves oneDNN off on this processor: TF_ENABLE_ONEDNN_OPTS=1 in the"
                + " environment of the process makes wide networks faster, and narrow ones slower;"
                + " =0 keeps it off without this line");
  }
}
