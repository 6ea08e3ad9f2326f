package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.tables.Run.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What draws of models are like, a row for each model, and what real images get. */
final class SampleTable {

  /** A column between the name and the samples. */
  enum Column {
    WEIGHTS("weights", model -> Cells.millions(model.number("parameters"))),
    EPOCHS("epochs", model -> Cells.whole(model.number("epochs"))),
    SECONDS("seconds", model -> Cells.seconds(model.number("trainingSeconds"))),
    LABEL_GIVEN(
        "bits/dim, label given",
        model -> model.conditional() ? Cells.bits(model.number("testBitsPerDimension")) : ""),
    LOG_P("bits/dim, log p(x)", model -> Cells.bits(model.number(logP(model))));

    private final String header;
    private final Function<Part, String> cell;

    Column(String header, Function<Part, String> cell) {
      this.header = header;
      this.cell = cell;
    }
  }

  /** The temperatures of every run. */
  static final List<Double> TEMPERATURES = List.of(1.0, 0.7);

  private final String name;
  private final List<Column> columns;
  private final List<Run> runs = new ArrayList<>();
  private String conditional = "";

  /**
   * Starts a table.
   *
   * @param name of the first column
   * @param columns before those of samples
   */
  SampleTable(String name, Column... columns) {
    this.name = name;
    this.columns = List.of(columns);
  }

  /** Adds the models of a run; real images are those of the first run. */
  SampleTable models(Run run) {
    runs.add(run);
    return this;
  }

  /** Says more of conditional models than their names in the files do. */
  SampleTable conditionalAre(String words) {
    conditional = ", " + words;
    return this;
  }

  MarkdownTable table() {
    List<String> header = new ArrayList<>(List.of(name));
    columns.forEach(column -> header.add(column.header));
    header.addAll(header());
    MarkdownTable table = new MarkdownTable(header);
    for (Run run : runs) {
      run.all().parts("models").forEach(model -> table.row(row(model)));
    }
    Part judge = runs.get(0).all().part("classifier");
    String distance =
        Cells.decimals(
            2, judge.number("frechetDistance"), judge.number("frechetDistanceStandardError"));
    return table
        .row(real("Real training images", distance, ""))
        .row(real("Real test images", "", Cells.accuracy(judge.number("testAccuracy"))));
  }

  /** Names of the columns about samples. */
  static List<String> header() {
    return List.of("Fréchet, T = 1", "T = 0.7", "read as asked, T = 1", "T = 0.7");
  }

  private List<String> row(Part model) {
    List<String> cells =
        new ArrayList<>(List.of(model.text("name") + (model.conditional() ? conditional : "")));
    columns.forEach(column -> cells.add(column.cell.apply(model)));
    for (double temperature : TEMPERATURES) {
      Part quality = quality(model, temperature);
      cells.add(
          Cells.decimals(
              1,
              quality.number("frechetDistance"),
              quality.number("frechetDistanceStandardError")));
    }
    for (double temperature : TEMPERATURES) {
      OptionalDouble read = quality(model, temperature).optional("accuracy");
      cells.add(read.isPresent() ? Cells.percent(read.getAsDouble()) : "");
    }
    return cells;
  }

  /** Real images have no temperature: their figures stand where samples are drawn as they are. */
  private List<String> real(String images, String distance, String accuracy) {
    List<String> cells = new ArrayList<>(List.of(images));
    columns.forEach(column -> cells.add(""));
    cells.addAll(List.of(distance, "", accuracy, ""));
    return cells;
  }

  /** What samples of a model at a temperature are like. */
  static Part quality(Part model, double temperature) {
    return model.one("sampleQuality", "temperature", Double.toString(temperature));
  }

  /** The key of bits per dimension, the label not given. */
  static String logP(Part model) {
    return model.conditional() ? "testMarginalBitsPerDimension" : "testBitsPerDimension";
  }
}
