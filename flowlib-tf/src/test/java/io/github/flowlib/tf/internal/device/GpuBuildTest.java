package io.github.flowlib.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where there is no GPU. */
class GpuBuildTest {

  @Test
  void theWrongLineOfMavenIsNamed() {
    assertThat(GpuBuild.reason(false, true, List.of()))
        .isEqualTo(
            "the class path has TensorFlow's build for the CPU; take org.tensorflow:tensorflow-core-native:1.1.0"
                + " with the classifier linux-x86_64-gpu (there is none for other systems) in the place of"
                + " tensorflow-core-platform, with CUDA 12 and cuDNN 9 on the machine");
    assertThat(GpuBuild.reason(true, true, List.of()))
        .contains("builds for the CPU and for the GPU")
        .contains("leave out tensorflow-core-platform");
  }

  @Test
  void librariesThatAreMissingAreNamed(@TempDir Path first, @TempDir Path second) throws Exception {
    for (String name : List.of("libcuda.so.1", "libcudart.so.12", "libcublas.so.12")) {
      Files.createFile(first.resolve(name));
    }
    for (String name : List.of("libcublasLt.so.12", "libcufft.so.11", "libcusolver.so.11")) {
      Files.createFile(second.resolve(name));
    }
    List<String> missing = GpuBuild.missing(List.of(first.toString(), second.toString()));
    assertThat(missing).containsExactly("libcusparse.so.12", "libcudnn.so.9");
    assertThat(GpuBuild.reason(true, false, missing))
        .isEqualTo(
            "these libraries of CUDA 12, cuDNN 9 or the driver were not found: libcusparse.so.12,"
                + " libcudnn.so.9 in LD_LIBRARY_PATH and the usual directories; install them, or name"
                + " their directories in LD_LIBRARY_PATH");
    assertThat(GpuBuild.reason(true, false, List.of())).contains("nvidia-smi");
  }
}
