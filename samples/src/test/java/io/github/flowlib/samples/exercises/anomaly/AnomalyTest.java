package io.github.flowlib.samples.exercises.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.data.CsvColumns;
import io.github.flowlib.samples.console.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomalyTest {

  private static final Console SILENT =
      new Console(new PrintStream(OutputStream.nullOutputStream()), false);

  @TempDir private Path temporary;

  private Anomaly.Options options(Optional<Anomaly.Tables> tables, double rate, int epochs) {
    return new Anomaly.Options(
        tables, rate, epochs, 0, temporary.resolve("out"), "flowlib anomaly");
  }

  @Test
  void anomaliesThatNoColumnGivesAwayAreFound() throws IOException {
    AnomalyPage.write(options(Optional.empty(), 0.02, 4), SILENT);
    String metrics = Files.readString(temporary.resolve("out/metrics.json"));
    assertThat(number(metrics, "rocArea")).isGreaterThan(0.85);
    assertThat(number(metrics, "gaussianRocArea")).isLessThan(0.65);
    assertThat(number(metrics, "falseAlarms")).isCloseTo(0.02, within(0.012));
    assertThat(Files.readAllLines(temporary.resolve("out/scores.csv"))).hasSize(12_001);
    assertThat(temporary.resolve("out/index.html")).content().contains("ROC curve");
  }

  private static double number(String json, String name) {
    int start = json.indexOf("\"" + name + "\" : ") + name.length() + 5;
    return Double.parseDouble(json.substring(start, json.indexOf(',', start)));
  }

  @Test
  void ownTablesNeedNoTruth() throws IOException {
    Path train = temporary.resolve("train.csv");
    Path score = temporary.resolve("score.csv");
    Machine.write(train, 300, 0, 1);
    Machine.write(score, 50, 0.1, 2);
    Anomaly.Tables tables =
        new Anomaly.Tables(train, score, CsvColumns.numeric("flow", "pressure"), Optional.empty());
    AnomalyPage.write(options(Optional.of(tables), 0.1, 1), SILENT);
    assertThat(Files.readAllLines(temporary.resolve("out/scores.csv"))).hasSize(51);
    assertThat(temporary.resolve("out/metrics.json")).content().contains("\"rocArea\" : null");

    Anomaly.Tables wrong = new Anomaly.Tables(train, score, tables.columns(), Optional.of("speed"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> AnomalyPage.write(options(Optional.of(wrong), 0.1, 1), SILENT))
        .withMessageStartingWith(score + ", row 1: column speed must be 0 or 1, but is ");
  }

  /** Of 30 rows three are held out, and no three rows can promise one false alarm in a hundred. */
  @Test
  void aRateThatFewRowsCannotPromiseIsRefused() throws IOException {
    Path table = temporary.resolve("few.csv");
    Machine.write(table, 30, 0, 1);
    Anomaly.Tables few =
        new Anomaly.Tables(table, table, CsvColumns.numeric("flow", "pressure"), Optional.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnomalyPage.write(options(Optional.of(few), 0.01, 1), SILENT))
        .withMessageStartingWith("falseAlarmRate must be at least 1 / (m + 1) = 0.25 with m = 3");
  }

  @Test
  void theAreaIsTheShareOfPairsInOrder() {
    double[] scores = {0.1, 0.4, 0.35, 0.8};
    boolean[] anomaly = {false, false, true, true};
    Roc roc = Roc.of(scores, anomaly);
    assertThat(roc.area()).isEqualTo(0.75); // 3 of the 4 pairs
    assertThat(roc.foundAt(0)).isEqualTo(0.5);
    assertThat(roc.foundAt(1)).isEqualTo(1);
    // Equal scores tell nothing.
    assertThat(Roc.of(new double[] {1, 1, 1}, new boolean[] {true, false, true}).area())
        .isEqualTo(0.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Roc.of(new double[] {1}, new boolean[] {true}))
        .withMessage("a ROC curve needs normal rows and anomalies, but got 0 and 1");
  }

  @Test
  void badOptionsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(Optional.empty(), 0, 1))
        .withMessage("falseAlarmRate must be above 0 and below 1, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(Optional.empty(), 0.1, 0))
        .withMessageContaining("epochs must be at least 1");
  }
}
