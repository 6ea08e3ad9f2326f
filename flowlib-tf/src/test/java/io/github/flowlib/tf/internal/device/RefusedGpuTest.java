package io.github.flowlib.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.device.Device;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is said where there is a GPU, but not the one that is wanted. */
class RefusedGpuTest {

  private static List<Device.Found> found(Device... devices) {
    return Arrays.stream(devices)
        .map(device -> new Device.Found(device, "some", OptionalLong.empty()))
        .toList();
  }

  @Test
  void aProcessComputesOnOne() {
    assertThat(
            Devices.another(
                Device.gpu(1), Device.gpu(0), found(Device.cpu(), Device.gpu(0), Device.gpu(1))))
        .startsWith("gpu 1 cannot be used, because TensorFlow takes one choice")
        .contains("computes on gpu 0, by its first model or because Device.list() was asked before")
        .contains("CUDA_VISIBLE_DEVICES=1");
    assertThat(Devices.another(Device.gpu(1), Device.gpu(0), found(Device.cpu(), Device.gpu(0))))
        .as("others may be there")
        .startsWith("gpu 1 cannot be used");
  }

  @Test
  void ofAllThatAreThereOneMayBeMissing() {
    assertThat(
            Devices.another(
                Device.gpu(2), Device.gpu(0), found(Device.cpu(), Device.gpu(0), Device.gpu(1))))
        .isEqualTo("gpu 2 is not there: TensorFlow sees [cpu, gpu 0, gpu 1]");
  }
}
