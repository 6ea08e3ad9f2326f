package io.github.flowlib.samples.checks.benchmark;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import io.github.flowlib.device.Device;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this library costs, beside the same arithmetic without it, beside a library of another
 * language if there is one, and beside what the machine can do at best. All do the same task in
 * turn, block by block, so that a machine whose speed drifts slows all of them.
 */
final class Benchmark {

  /** Work of a task in a block, in floating-point operations. */
  private static final double WORK = 1e11;

  private static final double WORK_ON_GPU = 5e12;

  /** The name of this library among those who do a task. */
  static final String LIBRARY = "flowlib";

  private static final int MOST_TIMES = 500;
  private static final int LEAST_TIMES = 3;
  private static final int TIMES_OF_A_MODEL = 10;

  private Benchmark() {}

  /**
   * Another library.
   *
   * @param python the interpreter
   * @param source the directory that has the package
   */
  record Peer(Path python, Path source) {}

  /**
   * What to measure.
   *
   * @param workloads names
   * @param tasks names; empty for all
   * @param blocks how often each does each task
   * @param mostTimes the bound of the counted times of a task in a block
   * @param peer whom to measure beside the library
   */
  record Options(
      ImmutableList<String> workloads,
      ImmutableList<String> tasks,
      int blocks,
      int mostTimes,
      Optional<Peer> peer) {

    Options {
      ImmutableList<String> known =
          Workload.ALL.stream().map(Workload::name).collect(ImmutableList.toImmutableList());
      checkArgument(
          known.containsAll(workloads) && !workloads.isEmpty(),
          "--workloads must be some of %s, but was %s",
          known,
          workloads);
      ImmutableSet<String> knownTasks =
          Workload.ALL.stream()
              .filter(each -> workloads.contains(each.name()))
              .flatMap(each -> each.tasks().stream())
              .map(Task::toString)
              .collect(ImmutableSet.toImmutableSet());
      checkArgument(
          knownTasks.containsAll(tasks),
          "--tasks must be some of those of %s, which are %s, but was %s",
          workloads,
          knownTasks,
          tasks);
      checkArgument(blocks >= 1, "--blocks must be at least 1, but was %s", blocks);
      checkArgument(mostTimes >= 1, "--times must be at least 1, but was %s", mostTimes);
    }

    private ImmutableList<Task> of(Workload workload) {
      return workload.tasks().stream()
          .filter(each -> tasks.isEmpty() || tasks.contains(each.toString()))
          .collect(ImmutableList.toImmutableList());
    }
  }

  /**
   * What one task takes.
   *
   * @param workload whose
   * @param task which
   * @param millis medians over blocks of medians, by the names of who did it
   * @param ratios medians over blocks of their milliseconds over those of this library
   * @param floorMillis the least that this machine could take; no number for what is done with a
   *     model as a whole
   * @param megabytes the most that a process had resident which did this alone, by who did it;
   *     empty where nobody looked
   */
  record Row(
      String workload,
      String task,
      ImmutableMap<String, Double> millis,
      ImmutableMap<String, Double> ratios,
      double floorMillis,
      ImmutableMap<String, Double> megabytes) {}

  /**
   * All of it, as a file has it.
   *
   * @param command that measured it, without the places of a peer, which are those of one machine
   * @param peer the versions of the other library; empty if none was measured
   * @param device where the library computed
   * @param processors that the virtual machine saw
   * @param environment the variables of TensorFlow and of CUDA's libraries that were set
   * @param blocks how often each did each task
   * @param floors before the first task
   * @param floorsAtTheEnd after the last one: a machine that others use too is not always as fast
   * @param rows for every task; their floors are those of the better measurement
   * @param versions of this library and what it runs on
   */
  record Result(
      String command,
      String peer,
      String device,
      int processors,
      ImmutableSortedMap<String, String> environment,
      int blocks,
      Floors floors,
      Floors floorsAtTheEnd,
      ImmutableList<Row> rows,
      Versions versions) {}

  /** Hears of every task. */
  interface Progress {

    void onRow(Row row);
  }

  static Result run(String command, Options options, Progress progress) throws IOException {
    boolean onGpu = isOnGpu();
    Floors floors = Floors.measure(onGpu);
    List<Measured> all = new ArrayList<>();
    Set<String> peers = new LinkedHashSet<>();
    for (Workload workload : Workload.ALL) {
      if (options.workloads().contains(workload.name()) && !options.of(workload).isEmpty()) {
        try (Contestants contestants = Contestants.of(workload, options.peer(), onGpu)) {
          peers.addAll(contestants.peers());
          for (Task task : options.of(workload)) {
            Measured measured = measure(workload, task, contestants, options, onGpu);
            all.add(measured);
            progress.onRow(measured.row(floors));
          }
        }
      }
    }
    Floors atTheEnd = Floors.measure(onGpu);
    return new Result(
        command,
        String.join(", ", peers),
        device(onGpu),
        Runtime.getRuntime().availableProcessors(),
        environment(),
        options.blocks(),
        floors,
        atTheEnd,
        all.stream()
            .map(each -> each.row(floors.or(atTheEnd)))
            .collect(ImmutableList.toImmutableList()),
        Versions.current());
  }

  private static boolean isOnGpu() {
    return Device.list().stream().anyMatch(each -> each.device().kind() == Device.Kind.GPU);
  }

  private static String device(boolean onGpu) {
    return Device.list().stream()
        .filter(each -> (each.device().kind() == Device.Kind.GPU) == onGpu)
        .map(Device.Found::name)
        .findFirst()
        .orElse("");
  }

  private static ImmutableSortedMap<String, String> environment() {
    return System.getenv().entrySet().stream()
        .filter(
            each ->
                each.getKey().matches("(TF_(ENABLE|DET|NUM|OVERRIDE|XLA).*)|NVIDIA_TF32_OVERRIDE"))
        .collect(
            ImmutableSortedMap.toImmutableSortedMap(
                Comparator.naturalOrder(), Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The milliseconds of each block, by who did the task. */
  private record Measured(
      Workload workload,
      Task task,
      Map<String, double[]> millis,
      ImmutableMap<String, Double> megabytes) {

    Row row(Floors floors) {
      double[] ours = checkNotNull(millis.get(LIBRARY));
      ImmutableMap.Builder<String, Double> medians = ImmutableMap.builder();
      ImmutableMap.Builder<String, Double> ratios = ImmutableMap.builder();
      millis.forEach(
          (name, each) -> {
            medians.put(name, Clock.median(each));
            if (!name.equals(LIBRARY)) {
              double[] overOurs = each.clone();
              for (int block = 0; block < each.length; block++) {
                overOurs[block] /= ours[block];
              }
              ratios.put(name, Clock.median(overOurs));
            }
          });
      return new Row(
          workload.name(),
          task.toString(),
          medians.buildOrThrow(),
          ratios.buildOrThrow(),
          task.kind().isOfRows() ? floors.millis(workload, task) : Double.NaN,
          megabytes);
    }
  }

  private static int times(Workload workload, Task task, boolean onGpu) {
    if (task.kind().isLong()) {
      return 1;
    }
    if (!task.kind().isOfRows()) {
      return TIMES_OF_A_MODEL;
    }
    double wanted = (onGpu ? WORK_ON_GPU : WORK) / workload.operations(task);
    return (int) Math.max(LEAST_TIMES, Math.min(MOST_TIMES, wanted));
  }

  private static Measured measure(
      Workload workload, Task task, Contestants contestants, Options options, boolean onGpu)
      throws IOException {
    int times = Math.min(options.mostTimes(), times(workload, task, onGpu));
    Map<String, double[]> millis = new LinkedHashMap<>();
    for (int block = 0; block < options.blocks(); block++) {
      for (Contestant contestant : contestants.all()) {
        if (contestant.takes(task)) {
          millis.computeIfAbsent(contestant.name(), name -> new double[options.blocks()])[block] =
              Clock.median(contestant.millis(task, times));
        }
      }
    }
    return new Measured(workload, task, millis, megabytes(workload, task, options.peer()));
  }

  private static ImmutableMap<String, Double> megabytes(
      Workload workload, Task task, Optional<Peer> peer) throws IOException {
    ImmutableMap.Builder<String, Double> megabytes = ImmutableMap.builder();
    if (workload.isLargest(task)) {
      PeakMemory.ofLibrary(workload, task).ifPresent(each -> megabytes.put(LIBRARY, each));
      if (peer.isPresent() && workload.dense().isPresent()) {
        PeakMemory.ofPeer(peer.get(), workload.dense().get(), task)
            .ifPresent(each -> megabytes.put("zuko", each));
      }
    }
    return megabytes.buildOrThrow();
  }
}
