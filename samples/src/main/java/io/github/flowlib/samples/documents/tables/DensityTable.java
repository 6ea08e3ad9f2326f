package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.tables.DensityRow.Kind;
import io.github.flowlib.samples.documents.tables.Run.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How probable test images are to models and baselines. A conditional model has two rows, with the
 * label and without. The best model is bold in the last column of nats or bits.
 */
final class DensityTable {

  private final DensityColumn bold;
  private final List<DensityColumn> columns;
  private final List<DensityRow> rows = new ArrayList<>();

  /**
   * Starts a table.
   *
   * @param bold the column in which the best model is bold
   * @param columns behind that of the names
   */
  DensityTable(DensityColumn bold, DensityColumn... columns) {
    this.bold = bold;
    this.columns = List.of(columns);
  }

  /** Adds all trivial models of a run. */
  DensityTable baselines(Run run) {
    for (Part baseline : run.all().parts("baselines")) {
      rows.add(new DensityRow(baseline.text("name"), Kind.BASELINE, baseline));
    }
    return this;
  }

  /** Adds one of them. */
  DensityTable baseline(Run run, String name) {
    rows.add(new DensityRow(name, Kind.BASELINE, run.all().one("baselines", "name", name)));
    return this;
  }

  /** Adds all models of a run. */
  DensityTable models(Run run) {
    run.all().parts("models").forEach(model -> add(model.text("name"), model));
    return this;
  }

  /** Adds a model under a name that tells more than that in the file. */
  DensityTable model(Run run, String model, String name) {
    add(name, run.model(model));
    return this;
  }

  private void add(String name, Part model) {
    rows.add(
        new DensityRow(
            model.conditional() ? name + ", log p(x given y)" : name, Kind.MODEL, model));
    if (model.conditional()) {
      rows.add(new DensityRow("the same, marginal over y", Kind.MARGINAL, model));
    }
  }

  MarkdownTable table() {
    List<String> header = new ArrayList<>(List.of("model"));
    columns.forEach(column -> header.add(column.header()));
    MarkdownTable table = new MarkdownTable(header);
    DensityRow best =
        rows.stream()
            .filter(row -> row.kind() != Kind.BASELINE)
            .min(Comparator.comparingDouble(row -> row.figures().number(row.key(BITS))))
            .orElseThrow();
    for (DensityRow row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.name()));
      for (DensityColumn column : columns) {
        String cell = column.cell(row);
        cells.add(row.equals(best) && column == bold ? Cells.bold(cell) : cell);
      }
      table.row(cells);
    }
    return table;
  }

  /** One measure orders all columns of a likelihood: they differ by constants of the data. */
  private static final String BITS = "BitsPerDimension";
}
