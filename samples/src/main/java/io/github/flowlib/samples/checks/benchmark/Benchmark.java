package io.github.flowlib.samples.checks.benchmark;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final double WORK = 5e10;

  private static final int MOST_TIMES = 500;
  private static final int LEAST_TIMES = 3;

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
   * @param blocks how often each does each task
   * @param mostTimes the bound of the counted times of a task in a block
   * @param peer whom to measure beside the library
   */
  record Options(ImmutableList<String> workloads, int blocks, int mostTimes, Optional<Peer> peer) {

    Options {
      ImmutableList<String> known =
          Workload.ALL.stream().map(Workload::name).collect(ImmutableList.toImmutableList());
      checkArgument(
          known.containsAll(workloads) && !workloads.isEmpty(),
          "--workloads must be some of %s, but was %s",
          known,
          workloads);
      checkArgument(blocks >= 1, "--blocks must be at least 1, but was %s", blocks);
      checkArgument(mostTimes >= 1, "--times must be at least 1, but was %s", mostTimes);
    }
  }

  /**
   * What one task takes.
   *
   * @param workload whose
   * @param task which
   * @param millis medians over blocks of medians, by the names of who did it
   * @param ratios medians over blocks of their milliseconds over those of this library
   * @param floorMillis the least that this machine could take
   */
  record Row(
      String workload,
      String task,
      ImmutableMap<String, Double> millis,
      ImmutableMap<String, Double> ratios,
      double floorMillis) {}

  /**
   * All of it, as a file has it.
   *
   * @param command that measured it, without the places of a peer, which are those of one machine
   * @param peer the versions of the other library; empty if none was measured
   * @param blocks how often each did each task
   * @param floors before the first task
   * @param floorsAtTheEnd after the last one: a machine that others use too is not always as fast
   * @param rows for every task
   * @param versions of this library and what it runs on
   */
  record Result(
      String command,
      String peer,
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
    Floors floors = Floors.measure();
    ImmutableList.Builder<Row> rows = ImmutableList.builder();
    Set<String> peers = new LinkedHashSet<>();
    for (Workload workload : Workload.ALL) {
      if (options.workloads().contains(workload.name())) {
        measure(workload, options, floors, rows, peers, progress);
      }
    }
    return new Result(
        command,
        String.join(", ", peers),
        options.blocks(),
        floors,
        Floors.measure(),
        rows.build(),
        Versions.current());
  }

  private static void measure(
      Workload workload,
      Options options,
      Floors floors,
      ImmutableList.Builder<Row> rows,
      Set<String> peers,
      Progress progress)
      throws IOException {
    List<Contestant> contestants = new ArrayList<>();
    try {
      contestants.add(new LibraryContestant(workload));
      contestants.add(new BareContestant(workload));
      if (options.peer().isPresent()) {
        Peer peer = options.peer().get();
        PeerContestant other = new PeerContestant(peer.python(), peer.source(), workload);
        contestants.add(other);
        peers.add(other.versions());
      }
      for (Task task : workload.tasks()) {
        Row row = row(workload, task, contestants, options, floors);
        rows.add(row);
        progress.onRow(row);
      }
    } finally {
      for (Contestant contestant : contestants) {
        contestant.close();
      }
    }
  }

  private static Row row(
      Workload workload, Task task, List<Contestant> contestants, Options options, Floors floors)
      throws IOException {
    int times = times(workload, task, options.mostTimes());
    Map<String, double[]> millis = new LinkedHashMap<>();
    for (int block = 0; block < options.blocks(); block++) {
      for (Contestant contestant : contestants) {
        if (contestant.takes(task)) {
          millis.computeIfAbsent(contestant.name(), name -> new double[options.blocks()])[block] =
              Clock.median(contestant.millis(task, times));
        }
      }
    }
    double[] ours = millis.values().iterator().next();
    ImmutableMap.Builder<String, Double> medians = ImmutableMap.builder();
    ImmutableMap.Builder<String, Double> ratios = ImmutableMap.builder();
    millis.forEach(
        (name, each) -> {
          medians.put(name, Clock.median(each));
          if (each != ours) {
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
        floors.millis(workload, task));
  }

  private static int times(Workload workload, Task task, int mostTimes) {
    double wanted = WORK / workload.operations(task);
    return (int) Math.min(mostTimes, Math.max(LEAST_TIMES, Math.min(MOST_TIMES, wanted)));
  }
}
