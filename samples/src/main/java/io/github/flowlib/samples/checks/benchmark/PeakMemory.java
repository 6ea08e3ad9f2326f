package io.github.flowlib.samples.checks.benchmark;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The most memory that a process had resident: one that did a task some times and nothing else, so
 * that nobody else's memory is counted. Linux tells it, no other system here.
 */
public final class PeakMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final double KILOBYTES_OF_A_MEGABYTE = 1000;

  /** How often the task is done after it was warmed up. */
  private static final int TIMES = 3;

  private PeakMemory() {}

  /** Megabytes of this process, up to now. */
  private static OptionalDouble ofThisProcess() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(PEAK))
        .mapToDouble(
            line ->
                Double.parseDouble(CharMatcher.inRange('0', '9').retainFrom(line))
                    * 1.024
                    / KILOBYTES_OF_A_MEGABYTE)
        .findFirst();
  }

  /**
   * Does a task and prints the megabytes of this process.
   *
   * @param args the name of a workload, and a task
   */
  public static void main(String[] args) throws IOException {
    Workload workload =
        Workload.ALL.stream().filter(each -> each.name().equals(args[0])).findFirst().orElseThrow();
    Task task =
        workload.tasks().stream()
            .filter(each -> each.toString().equals(args[1]))
            .findFirst()
            .orElseThrow();
    try (LibraryContestant library =
        new LibraryContestant(workload, LibraryContestant.Variant.DEFAULT)) {
      library.millis(task, TIMES);
      System.out.println(ofThisProcess().orElseThrow());
    }
  }

  /** Megabytes of a virtual machine of its own, in which this library does a task. */
  static OptionalDouble ofLibrary(Workload workload, Task task) throws IOException {
    return printedBy(
        ImmutableList.<String>builder()
            .addAll(ChildProcess.java(PeakMemory.class))
            .add(workload.name(), task.toString())
            .build());
  }

  /** Megabytes of a Python of its own, in which a peer does a task. */
  static OptionalDouble ofPeer(Benchmark.Peer peer, Workload.Dense dense, Task task)
      throws IOException {
    return printedBy(
        ImmutableList.<String>builder()
            .addAll(PeerContestant.Kind.ZUKO.command(peer, dense))
            .add(
                task.kind().toString(),
                String.valueOf(task.rows()),
                String.valueOf(Clock.WARM_UP + TIMES))
            .build());
  }

  private static OptionalDouble printedBy(ImmutableList<String> command) throws IOException {
    if (!Files.isReadable(STATUS)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        ChildProcess.run(command).stream()
            .filter(line -> line.matches("[0-9.]+"))
            .mapToDouble(Double::parseDouble)
            .max()
            .orElseThrow(() -> new IOException("a process did not tell its memory")));
  }
}
