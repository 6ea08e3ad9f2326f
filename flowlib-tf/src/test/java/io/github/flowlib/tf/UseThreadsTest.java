package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.device.Device;
import io.github.flowlib.model.FlowModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Threads are counted once in a process, so every number has a process of its own. */
class UseThreadsTest {

  /** For Java alone, so that not the machine keeps to the number. */
  private static final List<String> MANY_PROCESSORS =
      List.of("-Djava.util.concurrent.ForkJoinPool.common.parallelism=7");

  /** Trains a small flow, and asks it about many rows, which small flows spread over threads. */
  public static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      Device.useThreads(Integer.parseInt(args[0]));
      Dataset data = Fixtures.moons(5_000, 1);
      try (FlowModel flow =
          Models.create(RealNVP.builder().dimension(2).couplings(4).hidden(128, 128).build(), 1)) {
        flow.fit(data, Fixtures.quick(1).batchSize(500).quiet().build());
        System.out.println("said " + Arrays.hashCode(flow.logProb(data)));
        System.out.println("said " + workers());
        System.out.println("said " + natives());
      }
      try {
        Device.useThreads(9);
      } catch (IllegalStateException e) {
        System.out.println("said " + e.getMessage());
      }
    }

    private static long workers() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("ForkJoinPool"))
          .count();
    }

    /** Threads that Java has given no name, where Linux tells: TensorFlow's, and a few others. */
    private static int natives() throws IOException {
      Path tasks = Path.of("/proc/self/task");
      if (!Files.isDirectory(tasks)) {
        return 0;
      }
      int natives = 0;
      try (Stream<Path> all = Files.list(tasks)) {
        for (Path task : all.toList()) {
          natives += Files.readString(task.resolve("comm")).strip().equals("java") ? 1 : 0;
        }
      }
      return natives;
    }
  }

  private static List<String> said(int threads) throws Exception {
    return ChildJvm.run(
        "said ",
        MANY_PROCESSORS,
        Objects.requireNonNull(System.getProperty("java.class.path")),
        process -> process.environment().remove("TF_NUM_INTRAOP_THREADS"),
        Child.class,
        String.valueOf(threads));
  }

  @Test
  void allThatComputesKeepsToTheNumber() throws Exception {
    List<String> one = said(1);
    List<String> three = said(3);
    assertThat(said(1)).as("with the same seed").isEqualTo(one);
    assertThat(one.get(1)).as("threads of Java beside the one that asks").isEqualTo("0");
    assertThat(Integer.parseInt(three.get(1))).isBetween(1, 2);
    assertThat(Integer.parseInt(three.get(2)) - Integer.parseInt(one.get(2)))
        .as("two more of TensorFlow's for one operation, and two for several")
        .isEqualTo(System.getProperty("os.name").equals("Linux") ? 4 : 0);
    assertThat(three.get(3))
        .startsWith("threads must be chosen before the first model")
        .contains("9 was asked for when this one computed with 3 already");
  }
}
