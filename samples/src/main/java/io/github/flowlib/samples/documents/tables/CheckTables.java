package io.github.flowlib.samples.documents.tables;

import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.documents.tables.Run.Part;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the benchmark and the checks of damage, load and other programs found. */
final class CheckTables {

  /** Kinds of files that the page names by more words than the program. */
  private static final ImmutableMap<String, String> KINDS =
      ImmutableMap.of(
          "checkpoints", "checkpoints, resumed to the end", "weights (.npz)", "weights (`.npz`)");

  private static final double MILLIS = 1000;

  /** Programs that ask saved models; NumPy is the other's. */
  private static final String JAVA = "TensorFlow Java";

  private static final String PYTHON = "Python";

  private CheckTables() {}

  static MarkdownTable crashTest(Run run) {
    Part result = run.all().part("result");
    return new MarkdownTable("", "")
        .row("processes killed", whole(result, "kills"))
        .row("of them before the training began", whole(result, "beforeTheFirstStep"))
        .row("of them while training", whole(result, "whileTraining"))
        .row("processes that could not go on", whole(result, "failures"))
        .row("runs that came to their end", whole(result, "runs"))
        .row("of them with the bits of the run that nobody killed", whole(result, "equal"));
  }

  static MarkdownTable fuzz(Run run) {
    MarkdownTable table =
        new MarkdownTable(
            "files", "cases", "refused", "the same as before", "changed", "failed", "slowest");
    for (Part kind : run.all().part("result").parts("kinds")) {
      String name = kind.text("kind");
      double seconds = kind.number("slowestMillis") / MILLIS;
      table.row(
          KINDS.getOrDefault(name, name),
          whole(kind, "cases"),
          whole(kind, "refused"),
          whole(kind, "same"),
          whole(kind, "changed"),
          whole(kind, "failed"),
          seconds < 0.1 ? "< 0.1 s" : Cells.decimals(1, seconds) + " s");
    }
    return table;
  }

  static MarkdownTable soak(Run run) {
    Part result = run.all().part("result");
    return new MarkdownTable("", "")
        .row("calls of `logProb`", whole(result, "logProbs"))
        .row("calls of `sample`", whole(result, "samples"))
        .row("models loaded, asked and closed", whole(result, "loads"))
        .row("answers without the bits of a single thread's", whole(result, "wrong"))
        .row(
            "resident memory after %s seconds of warm-up, and at five moments of the %s after"
                .formatted(
                    whole(run.all().part("settings"), "warmUpSeconds"),
                    whole(run.all().part("settings"), "seconds")),
            megabytes(result.numbers("residentMegabytes")))
        .row("of it taken by the Java heap", megabytes(result.numbers("heapMegabytes")));
  }

  /** The largest differences of other programs from this library, by what they were asked. */
  static MarkdownTable interop(Run run) {
    Part all = run.all();
    Part versions = all.part("tensorflow");
    MarkdownTable table =
        new MarkdownTable(
            "model",
            "signature and output",
            "allowed",
            "Java, TensorFlow " + versions.text(JAVA),
            "Python, TensorFlow " + versions.text(PYTHON));
    List<Part> rows = all.parts("rows");
    Set<List<String>> questions = new LinkedHashSet<>();
    rows.forEach(row -> questions.add(List.of(row.text("model"), row.text("output"))));
    for (List<String> question : questions) {
      List<Part> answers =
          rows.stream()
              .filter(row -> row.text("model").equals(question.get(0)))
              .filter(row -> row.text("output").equals(question.get(1)))
              .toList();
      table.row(
          question.get(0),
          question.get(1),
          scientific(answers.get(0).number("limit")).replace(".0e", "e"),
          difference(answers, JAVA::equals),
          difference(answers, program -> !program.equals(JAVA)));
    }
    return table;
  }

  private static String difference(List<Part> answers, Predicate<String> program) {
    return answers.stream()
        .filter(row -> program.test(row.text("program")))
        .map(row -> scientific(row.number("difference")))
        .collect(Collectors.joining());
  }

  /** Two digits, where they tell something. */
  private static String scientific(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value).replace("e-0", "e-");
  }

  /** Who is slower has a ratio above 1. */
  static MarkdownTable benchmark(Run run) {
    MarkdownTable table =
        new MarkdownTable(
            "model",
            "task",
            "flowlib",
            "Precision.FAST",
            "graph by hand",
            "zuko",
            "floor",
            "MB (zuko)");
    for (Part row : run.all().parts("rows")) {
      table.row(
          row.text("workload"),
          row.text("task"),
          millis(row.part("millis").number("flowlib")),
          beside(row, "flowlib, Precision.FAST"),
          beside(row, "graph by hand"),
          beside(row, "zuko"),
          row.optional("floorMillis").isPresent() ? millis(row.number("floorMillis")) : "",
          memory(row.part("megabytes")));
    }
    return table;
  }

  /** What only this library does. */
  static MarkdownTable start(Run run) {
    MarkdownTable table = new MarkdownTable("task", "milliseconds");
    for (Part row : run.all().parts("rows")) {
      table.row(row.text("task"), millis(row.part("millis").number("flowlib")));
    }
    return table;
  }

  private static String memory(Part megabytes) {
    OptionalDouble ours = megabytes.optional("flowlib");
    OptionalDouble zuko = megabytes.optional("zuko");
    return ours.isEmpty()
        ? ""
        : Cells.whole(ours.getAsDouble())
            + (zuko.isEmpty() ? "" : " (" + Cells.whole(zuko.getAsDouble()) + ")");
  }

  private static String beside(Part row, String other) {
    OptionalDouble millis = row.part("millis").optional(other);
    return millis.isEmpty()
        ? ""
        : "%s (%s)"
            .formatted(
                millis(millis.getAsDouble()), Cells.decimals(2, row.part("ratios").number(other)));
  }

  /** Three digits. */
  private static String millis(double value) {
    return Cells.decimals(value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0, value);
  }

  private static String whole(Part part, String key) {
    return Cells.whole(part.number(key));
  }

  private static String megabytes(List<Double> values) {
    return values.stream().map(Cells::whole).collect(Collectors.joining(", ")) + " MB";
  }
}
