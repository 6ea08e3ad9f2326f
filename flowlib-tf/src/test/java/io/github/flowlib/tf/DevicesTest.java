package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.FlowSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that are there, and one that is not. */
class DevicesTest {

  private static final FlowSpec SPEC =
      RealNVP.builder().dimension(2).couplings(2).hidden(8).build();

  private static boolean hasGpu() {
    return Device.list().size() > 1;
  }

  @Test
  void theCpuIsListedFirst() {
    List<Device.Found> found = Device.list();
    assertThat(found.get(0).device()).isEqualTo(Device.cpu());
    assertThat(found.get(0).name()).contains(" processor");
    assertThat(found.get(0).memoryBytes()).isEmpty();
    assertThat(found.subList(1, found.size()))
        .allMatch(each -> each.device().kind() == Device.Kind.GPU)
        .allMatch(each -> each.memoryBytes().orElse(0) > 0);
  }

  @Test
  void aModelSaysWhereItComputes(@TempDir Path directory) throws IOException {
    Device first = hasGpu() ? Device.gpu(0) : Device.cpu();
    try (FlowModel auto = Models.create(SPEC, 1);
        FlowModel cpu = Models.create(SPEC, 1, Device.cpu());
        VaeModel vae = Models.create(VAE.builder().dimension(2).build(), 1, Device.cpu())) {
      assertThat(auto.device()).isEqualTo(first);
      assertThat(cpu.device()).isEqualTo(Device.cpu());
      assertThat(vae.device()).isEqualTo(Device.cpu());
      cpu.fit(Fixtures.moons(50, 1), Fixtures.quick(1).quiet().build());
      cpu.save(directory.resolve("flow"));
      try (FlowModel loaded = Models.loadFlow(directory.resolve("flow"), Device.cpu());
          FlowModel anywhere = Models.loadFlow(directory.resolve("flow"))) {
        assertThat(loaded.device()).isEqualTo(Device.cpu());
        assertThat(anywhere.device()).isEqualTo(first);
        assertThat(loaded.distribution().sample(3)).isDeepEqualTo(cpu.distribution().sample(3));
      }
    }
  }

  @Test
  @SuppressWarnings("NullAway") // is what is tried
  void nothingIsNoDevice() {
    assertThatNullPointerException()
        .isThrownBy(() -> Models.create(SPEC, 0, null))
        .withMessage("device must not be null");
  }

  @Test
  void aGpuThatIsNotThereIsRefused() {
    assumeTrue(!hasGpu(), "this machine has a GPU");
    assertThatIllegalStateException()
        .isThrownBy(() -> Models.create(SPEC, 0, Device.gpu(0)))
        .withMessageStartingWith(
            "gpu 0 is not there: the class path has TensorFlow's build for the CPU;")
        .withMessageContaining("linux-x86_64-gpu")
        .withMessageEndingWith("; Device.list() tells what there is, and Device.auto() takes it");
  }
}
