package io.github.flowlib.tf.internal.device;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What processors are called, where Linux tells. */
final class ProcessorName {

  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final Path GPUS = Path.of("/proc/driver/nvidia/gpus");

  private ProcessorName() {}

  /** Such as {@code AMD EPYC 9B45, 2 processors}. */
  static String ofCpu() {
    String threads = Runtime.getRuntime().availableProcessors() + " processors";
    return values(CPUS, "model name")
        .findFirst()
        .map(name -> name + ", " + threads)
        .orElse(threads);
  }

  /** What the first processor can do, such as {@code avx2}; empty where nobody tells. */
  static ImmutableSet<String> instructions() {
    return values(CPUS, "flags")
        .findFirst()
        .map(flags -> ImmutableSet.copyOf(Splitter.on(' ').split(flags)))
        .orElse(ImmutableSet.of());
  }

  /** The model of all GPUs of the machine, if they are of one: nobody tells their order. */
  static Optional<String> ofGpus() {
    try (Stream<Path> cards = Files.list(GPUS)) {
      ImmutableSet<String> models =
          cards
              .flatMap(card -> values(card.resolve("information"), "Model"))
              .collect(ImmutableSet.toImmutableSet());
      return models.size() == 1 ? models.stream().findFirst() : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The values of lines such as {@code key : value}. */
  private static Stream<String> values(Path file, String key) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.stream()
          .filter(line -> line.startsWith(key) && line.indexOf(':') > 0)
          .map(line -> line.substring(line.indexOf(':') + 1).strip());
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
