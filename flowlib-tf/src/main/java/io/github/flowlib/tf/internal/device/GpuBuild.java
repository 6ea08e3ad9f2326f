package io.github.flowlib.tf.internal.device;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.device.Device;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Why there is no GPU: the build of TensorFlow on the class path, or a library of CUDA. */
final class GpuBuild {

  private static final String NATIVES = "org/tensorflow/internal/c_api/linux-x86_64";
  private static final String LINE = "org.tensorflow:tensorflow-core-native:1.1.0";

  /** What TensorFlow 2.18 opens by these names; the first is the driver's. */
  private static final ImmutableList<String> NEEDED =
      ImmutableList.of(
          "libcuda.so.1",
          "libcudart.so.12",
          "libcublas.so.12",
          "libcublasLt.so.12",
          "libcufft.so.11",
          "libcusolver.so.11",
          "libcusparse.so.12",
          "libcudnn.so.9");

  private static final ImmutableList<String> USUAL =
      ImmutableList.of(
          "/usr/local/cuda/lib64",
          "/usr/lib/x86_64-linux-gnu",
          "/lib/x86_64-linux-gnu",
          "/usr/lib64",
          "/usr/local/nvidia/lib64");

  private GpuBuild() {}

  static boolean isOnClassPath() {
    return has(NATIVES + "-gpu");
  }

  /** The message that a GPU is not there. */
  static String none(Device wanted) {
    return wanted
        + " is not there: "
        + reason(isOnClassPath(), has(NATIVES), missing(directories()))
        + "; Device.list() tells what there is, and Device.auto() takes it";
  }

  static String reason(boolean gpuBuild, boolean cpuBuild, List<String> missing) {
    if (!gpuBuild) {
      return "the class path has TensorFlow's build for the CPU; take "
          + LINE
          + " with the classifier linux-x86_64-gpu (there is none for other systems) in the place of"
          + " tensorflow-core-platform, with CUDA 12 and cuDNN 9 on the machine";
    }
    if (cpuBuild) {
      return "the class path has TensorFlow's builds for the CPU and for the GPU, and the wrong one may"
          + " be loaded; leave out tensorflow-core-platform, or "
          + LINE
          + " with the classifier linux-x86_64";
    }
    return missing.isEmpty()
        ? "TensorFlow sees no card that it can use; compare with nvidia-smi, and look at"
            + " CUDA_VISIBLE_DEVICES"
        : "these libraries of CUDA 12, cuDNN 9 or the driver were not found: "
            + String.join(", ", missing)
            + " in LD_LIBRARY_PATH and the usual directories; install them, or name their directories"
            + " in LD_LIBRARY_PATH";
  }

  private static boolean has(String directory) {
    return GpuBuild.class.getClassLoader().getResource(directory + "/libjnitensorflow.so") != null;
  }

  private static List<String> directories() {
    List<String> directories = new ArrayList<>();
    String path = System.getenv("LD_LIBRARY_PATH");
    if (path != null) {
      Splitter.on(File.pathSeparatorChar).omitEmptyStrings().split(path).forEach(directories::add);
    }
    directories.addAll(USUAL);
    return directories;
  }

  static List<String> missing(List<String> directories) {
    return NEEDED.stream()
        .filter(name -> directories.stream().noneMatch(each -> Files.exists(Path.of(each, name))))
        .toList();
  }
}
