package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.Models;
import io.github.flowlib.VAE;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.VaeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Native memory is given back: many calls and many models do not grow the process. */
class MemoryTest {

  private static final int CALLS = 6_000;
  private static final int CYCLES = 60;

  /** 2.6 kB a call, 256 kB a model: a model that does not close its graph leaves 3 MB. */
  private static final int MAX_MEBIBYTES = 15;

  /** Without them the compiler's and the collector's own memory would blur the figure. */
  private static final List<String> STEADY =
      List.of(
          "-Xms256m",
          "-Xmx256m",
          "-XX:+AlwaysPreTouch",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1");

  /** Prints the resident memory after warm-up and at the end. Its Java heap has a fixed size. */
  public static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      float[][] rows = Fixtures.moons(16, 1).toArray();
      work(rows, CALLS / 5, CYCLES / 5);
      System.out.println("MiB " + residentMebibytes());
      work(rows, CALLS, CYCLES);
      System.out.println("MiB " + residentMebibytes());
    }

    private static void work(float[][] rows, int calls, int cycles) {
      try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
        for (int i = 0; i < calls; i++) {
          flow.distribution().logProb(rows);
        }
      }
      try (VaeModel vae = Models.create(VAE.builder().dimension(2).latent(2).hidden(8).build())) {
        for (int i = 0; i < calls / 10; i++) {
          vae.distribution().logProb(rows, 5);
          vae.distribution().elbo(rows, 5, i);
          vae.distribution().sample(16, i);
        }
      }
      for (int i = 0; i < cycles; i++) {
        try (FlowModel flow = Models.create(Fixtures.moonsFlow(), i)) {
          flow.distribution().logProb(rows);
        }
      }
    }

    private static long residentMebibytes() throws IOException {
      System.gc();
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads the resident memory from /proc")
  void callsAndModelsDoNotGrowTheProcess() throws Exception {
    List<Long> resident =
        ChildJvm.run("MiB ", STEADY, Child.class).stream().map(Long::valueOf).toList();
    assertThat(resident).hasSize(2);
    assertThat(resident.get(1) - resident.get(0))
        .as("MiB %s", resident)
        .isLessThanOrEqualTo(MAX_MEBIBYTES);
  }
}
