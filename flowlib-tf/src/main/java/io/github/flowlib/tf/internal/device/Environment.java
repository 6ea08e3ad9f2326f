package io.github.flowlib.tf.internal.device;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.device.Device;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What TensorFlow reads from the environment alone, as its native library is loaded. */
final class Environment {

  private static final String ONE_DNN = "TF_ENABLE_ONEDNN_OPTS";
  private static final String TF32 = "NVIDIA_TF32_OVERRIDE";
  private static final String DETERMINISTIC = "TF_DETERMINISTIC_OPS";

  /** Processors with one of these have oneDNN unasked. */
  private static final ImmutableSet<String> NEURAL_NETWORK_INSTRUCTIONS =
      ImmutableSet.of("avx512_vnni", "avx512_bf16", "avx_vnni", "amx_tile");

  private static final ImmutableSet<String> BFLOAT16_INSTRUCTIONS =
      ImmutableSet.of("avx512_bf16", "amx_bf16");

  private Environment() {}

  /**
   * Sets what helps and is not set, where that can be done.
   *
   * @return the environment of the process, as TensorFlow will read it
   */
  static ImmutableMap<String, String> completed() {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.putAll(
        NativeEnvironment.set(
            missing(variables, ProcessorName.instructions(), GpuBuild.isOnClassPath())));
    return ImmutableMap.copyOf(variables);
  }

  /**
   * What is not set and would help. What is for GPUs stays away from the build for the CPU, where
   * TensorFlow would refuse random operations without a seed, which a program may have beside ours.
   *
   * @param variables of the environment
   * @param instructions of the processor, as Linux calls them; empty if nobody tells
   * @param gpuBuild whether TensorFlow is the build for GPUs
   */
  static ImmutableMap<String, String> missing(
      Map<String, String> variables, Set<String> instructions, boolean gpuBuild) {
    ImmutableMap.Builder<String, String> missing = ImmutableMap.builder();
    if (leavesOneDnnOff(variables, instructions)) {
      missing.put(ONE_DNN, "1");
    }
    if (gpuBuild && !variables.containsKey(TF32)) {
      missing.put(TF32, "0");
    }
    if (gpuBuild && !variables.containsKey(DETERMINISTIC)) {
      missing.put(DETERMINISTIC, "1");
    }
    return missing.build();
  }

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
    return leavesOneDnnOff(variables, instructions)
        ? Optional.of(
            "TensorFlow leaves oneDNN off on this processor: TF_ENABLE_ONEDNN_OPTS=1 in the"
                + " environment of the process makes wide networks faster, and narrow ones slower;"
                + " =0 keeps it off without this line")
        : Optional.empty();
  }

  /**
   * Why {@link io.github.flowlib.train.Precision#FAST} changes nothing on a device.
   *
   * @param variables of the environment
   * @param instructions of the processor, as Linux calls them; empty if nobody tells
   */
  static Optional<String> obstacleToFastProducts(
      Device device, Map<String, String> variables, Set<String> instructions) {
    if (device.kind() == Device.Kind.GPU) {
      return "0".equals(variables.get(TF32))
          ? Optional.of(
              "Precision.FAST trains as EXACT does, because the environment of the process has"
                  + " NVIDIA_TF32_OVERRIDE=0: start it with 1 in its place")
          : Optional.empty();
    }
    String oneDnn = variables.getOrDefault(ONE_DNN, "");
    if (oneDnn.equals("0") || oneDnn.equalsIgnoreCase("false")) { // so TensorFlow reads it
      return Optional.of(
          "Precision.FAST trains as EXACT does, because the environment of the process has"
              + " TF_ENABLE_ONEDNN_OPTS="
              + oneDnn
              + ": start it with 1 in its place");
    }
    return instructions.stream().anyMatch(BFLOAT16_INSTRUCTIONS::contains)
        ? Optional.empty()
        : Optional.of(
            "Precision.FAST trains as EXACT does, because this processor has no instructions for"
                + " products of bfloat16, or does not tell of them");
  }

  private static boolean leavesOneDnnOff(Map<String, String> variables, Set<String> instructions) {
    return !variables.containsKey(ONE_DNN)
        && instructions.contains("avx2")
        && instructions.stream().noneMatch(NEURAL_NETWORK_INSTRUCTIONS::contains);
  }
}
