package io.github.flowlib.samples.checks.benchmark;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.html.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of {@link Benchmark} as a page with bars. */
final class BenchmarkPage {

  private BenchmarkPage() {}

  static Page of(Benchmark.Result result) {
    Page page =
        new Page(
            "How long it takes",
            "Medians on "
                + result.device()
                + ", all in turn, block by block; calls below a millisecond by JMH. Shorter bars are"
                + " better.");
    page.paragraph(
        String.format(
            Locale.ROOT,
            "The floor is what the same products, or reading and writing the weights once, would take"
                + " at the best rate that was measured here: %.0f GFLOP/s and %.1f GB/s.",
            Math.max(result.floors().gigaflops(), result.floorsAtTheEnd().gigaflops()),
            Math.max(result.floors().gigabytes(), result.floorsAtTheEnd().gigabytes())));
    result.rows().stream()
        .map(Benchmark.Row::workload)
        .distinct()
        .forEach(workload -> workload(page, workload, result));
    page.heading("Command");
    page.command(result.command());
    if (!result.peer().isEmpty()) {
      page.paragraph("Beside it: " + result.peer() + ".");
    }
    return page.footer(
        "flowlib " + result.versions().flowlib() + ", environment " + result.environment());
  }

  private static void workload(Page page, String workload, Benchmark.Result result) {
    List<Page.Bars> groups = new ArrayList<>();
    List<List<String>> memory = new ArrayList<>();
    for (Benchmark.Row row : result.rows()) {
      if (row.workload().equals(workload)) {
        groups.add(bars(row));
        row.megabytes()
            .forEach(
                (who, megabytes) ->
                    memory.add(
                        ImmutableList.of(
                            row.task(), who, String.format(Locale.ROOT, "%.0f", megabytes))));
      }
    }
    page.heading(workload)
        .bars(groups, "milliseconds; behind the others how many times ours they are");
    if (!memory.isEmpty()) {
      page.table(
          ImmutableList.of("task", "who", "MB"),
          memory,
          "the most memory of the host that a process had resident which did the task alone,"
              + " interpreter or virtual machine included");
    }
  }

  private static Page.Bars bars(Benchmark.Row row) {
    ImmutableList.Builder<Page.Bar> bars = ImmutableList.builder();
    row.millis()
        .forEach(
            (who, millis) -> {
              Double ratio = row.ratios().get(who);
              bars.add(
                  new Page.Bar(
                      who,
                      millis,
                      digits(millis)
                          + (ratio == null ? "" : String.format(Locale.ROOT, " (%.2f ×)", ratio))));
            });
    if (!Double.isNaN(row.floorMillis())) {
      bars.add(new Page.Bar("floor", row.floorMillis(), digits(row.floorMillis())));
    }
    return new Page.Bars(row.task(), bars.build());
  }

  private static String digits(double millis) {
    return String.format(
        Locale.ROOT,
        millis < 1 ? "%.3f" : millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f",
        millis);
  }
}
