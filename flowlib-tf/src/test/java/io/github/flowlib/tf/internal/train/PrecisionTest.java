package io.github.flowlib.tf.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.device.Devices;
import io.github.flowlib.train.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Precision} on the CPU. */
class PrecisionTest {

  private static double[] trained(Precision precision) {
    try (FlowModel flow = model()) {
      flow.fit(Fixtures.moons(300, 1), Fixtures.quick(3).precision(precision).build());
      return flow.logProb(Fixtures.moons(50, 2));
    }
  }

  private static FlowModel model() {
    return Models.create(
        RealNVP.builder().dimension(2).couplings(3).hidden(64, 64).build(), 1, Device.cpu());
  }

  /** Bfloat16 rounds in the third digit; where the processor has none, nothing is rounded. */
  @Test
  void fastProductsAreRoundedWhereTheProcessorHasThem() {
    double[] exact = trained(Precision.EXACT);
    double[] fast = trained(Precision.FAST);
    assertThat(trained(Precision.FAST)).containsExactly(fast);
    if (Devices.obstacleToFastProducts(Device.cpu()).isPresent()) {
      assertThat(fast).containsExactly(exact);
    } else {
      assertThat(Arrays.equals(fast, exact)).isFalse();
    }
    assertThat(mean(fast)).isCloseTo(mean(exact), within(0.05));
  }

  @Test
  void aModelRemembersHowItWasTrained(@TempDir Path directory) throws Exception {
    try (FlowModel flow = model()) {
      flow.fit(
          Fixtures.moons(60, 1), Fixtures.quick(1).precision(Precision.FAST).jitCompile().build());
      flow.save(directory.resolve("model"));
    }
    assertThat(Files.readString(directory.resolve("model").resolve("spec.json")))
        .contains("FAST")
        .containsPattern("\"jitCompile\"\\s*:\\s*true");
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
