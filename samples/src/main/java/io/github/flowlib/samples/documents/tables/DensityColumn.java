package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.tables.DensityRow.Kind;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A column of a {@link DensityTable} behind that of the names. */
enum DensityColumn {
  WEIGHTS("weights", ofModels(row -> Cells.millions(row.figures().number("parameters")))),
  EPOCHS("epochs", ofModels(row -> Cells.whole(row.figures().number("epochs")))),
  SECONDS(
      "seconds",
      row ->
          row.kind() == Kind.BASELINE
              ? Cells.seconds(row.figures().number("seconds"))
              : ofModels(model -> Cells.seconds(model.figures().number("trainingSeconds")))
                  .apply(row)),
  NATS(
      "test nats",
      row ->
          Cells.nats(
              row.figures().number(row.key("LogLikelihood")),
              row.figures().number(row.key("LogLikelihoodStandardError")))),
  LOGIT("logit-space nats", DensityColumn::logit),
  BITS("bits/dim", row -> Cells.bits(row.figures().number(row.key("BitsPerDimension")))),
  ACCURACY(
      "accuracy",
      row ->
          row.kind() == Kind.MARGINAL ? Cells.percent(row.figures().number("testAccuracy")) : "");

  private final String header;
  private final Function<DensityRow, String> cell;

  DensityColumn(String header, Function<DensityRow, String> cell) {
    this.header = header;
    this.cell = cell;
  }

  String header() {
    return header;
  }

  String cell(DensityRow row) {
    return cell.apply(row);
  }

  /** Weights and training belong to the model, however it is asked. */
  private static Function<DensityRow, String> ofModels(Function<DensityRow, String> cell) {
    return row -> row.kind() == Kind.MODEL ? cell.apply(row) : "";
  }

  /** Only with a logit there are nats of its space, and only of some an error is known. */
  private static String logit(DensityRow row) {
    OptionalDouble nats = row.figures().optional(row.key("LogLikelihoodLogit"));
    OptionalDouble error = row.figures().optional(row.key("LogLikelihoodLogitStandardError"));
    if (nats.isEmpty()) {
      return "";
    }
    return error.isEmpty()
        ? Cells.decimals(1, nats.getAsDouble())
        : Cells.nats(nats.getAsDouble(), error.getAsDouble());
  }
}
