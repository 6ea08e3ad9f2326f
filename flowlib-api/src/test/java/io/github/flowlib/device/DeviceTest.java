package io.github.flowlib.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

  @Test
  void devicesSayWhatTheyAre() {
    assertThat(Device.auto()).hasToString("auto");
    assertThat(Device.cpu()).hasToString("cpu");
    assertThat(Device.gpu(1)).hasToString("gpu 1").isEqualTo(new Device(Device.Kind.GPU, 1));
  }

  @Test
  void onlyGpusAreCounted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Device.gpu(-1))
        .withMessage("index must be at least 0, but was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Device(Device.Kind.CPU, 1))
        .withMessage("index must be 0 for a device of kind CPU, but was 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025, Integer.MAX_VALUE})
  void threadsAreSomeAndNotTooMany(int threads) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Device.useThreads(threads))
        .withMessage(
            "threads must be 1 to 1024, but was " + threads + "; one for each processor is usual");
  }
}
