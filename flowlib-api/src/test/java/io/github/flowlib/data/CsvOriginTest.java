package io.github.flowlib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns whose numbers are too large for float32, less an origin. */
class CsvOriginTest {

  private static final int ROWS = 2000;

  @TempDir private Path directory;

  /** Times, whose number of seconds since 1970 is 1700000001 and 49 more in every row. */
  private Path times() throws IOException {
    return Files.writeString(
        directory.resolve("times.csv"),
        IntStream.range(0, ROWS)
            .mapToObj(i -> "%s,%s.0,%s\n".formatted(time(i), time(i), i % 10))
            .collect(Collectors.joining("", "time,stamp,load\n", "")));
  }

  private static long time(int row) {
    return 1_700_000_001 + 49L * row;
  }

  @Test
  void aColumnThatFloat32CannotHoldIsRefused() throws IOException {
    Path file = times();
    CsvColumns load = CsvColumns.numeric("load");
    for (CsvColumns columns :
        List.of(
            CsvColumns.numeric("time"),
            CsvColumns.numeric("load", "time"),
            load.withContext("time"),
            CsvColumns.numeric("time").withOrigin("time", 1))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> Dataset.fromCsv(file, columns, 0))
          .withMessageMatching(
              file
                  + ": column time has 2000 different numbers.*, of which float32 keeps 766: 1700000\\d\\d\\d and"
                  + " 1700000\\d\\d\\d become one; subtract an origin before, such as"
                  + " withOrigin\\(\"time\", 1.7E9\\)");
    }
    assertThat(Dataset.fromCsv(file, load, 0).rows()).as("nobody's business").isEqualTo(ROWS);
  }

  @Test
  void anOriginKeepsNumbersApart() throws IOException {
    CsvColumns columns =
        CsvColumns.numeric("load", "time").withContext("stamp").withOrigin("time", 1.7e9);
    Dataset data = Dataset.fromCsv(times(), columns.withOrigin("stamp", 1_700_000_000.5), 0);
    assertThat(columns.origin("load")).isZero();
    assertThat(columns.origin("time")).isEqualTo(1.7e9);
    for (int i = 0; i < ROWS; i++) {
      assertThat(data.row(i)).containsExactly(i % 10, 1 + 49 * i);
      assertThat(data.row(i)[1] + columns.origin("time")).isEqualTo(time(i));
      assertThat(data.context(i)).containsExactly(0.5f + 49 * i);
    }
  }

  @Test
  void wholeNumbersHaveOrigins() throws IOException {
    Path file = times();
    CsvColumns stamp = CsvColumns.numeric().withInteger("stamp");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(file, stamp, 0))
        .withMessage(
            file
                + ", line 2: column stamp must be a whole number of at most 131072 in size, but is '1700000001.0';"
                + " subtract an origin near it, withOrigin(\"stamp\", ...), or read it with numeric(...)");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(file, stamp.withOrigin("stamp", 1_699_868_930), 0))
        .withMessage(
            file
                + ", line 3: column stamp must be a whole number of at most 131072 in size less its origin"
                + " 1.69986893E9, but is '1700000050.0'; subtract an origin near it,"
                + " withOrigin(\"stamp\", ...), or read it with numeric(...)");
    CsvColumns near = stamp.withOrigin("stamp", 1.7e9);
    float[][] rows = Dataset.fromCsv(file, near, 3).toArray();
    for (int i = 0; i < ROWS; i++) {
      assertThat(Math.floor(rows[i][0]) + near.origin("stamp")).isEqualTo(time(i));
    }
  }

  /** Text is rounded once: by way of double this one would end beside it. */
  @Test
  void withoutOriginTheNearestFloatIsRead() throws IOException {
    String text = "1.000000178813934326171874999999999999999999999999999";
    Path file = Files.writeString(directory.resolve("one.csv"), "x\n" + text + "\n");
    assertThat((float) Double.parseDouble(text)).isNotEqualTo(Float.parseFloat(text));
    assertThat(Dataset.fromCsv(file, CsvColumns.numeric("x"), 0).row(0))
        .containsExactly(Float.parseFloat(text));
  }

  @Test
  void numbersLessTheirOriginAreFinite() throws IOException {
    Path file = Files.writeString(directory.resolve("far.csv"), "x\n1e300\n");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(file, CsvColumns.numeric("x").withOrigin("x", -1e300), 0))
        .withMessage(
            file
                + ", line 2: column x must be at most 3.4028235E38 in size less its origin -1.0E300,"
                + " but is '1e300'");
    assertThat(Dataset.fromCsv(file, CsvColumns.numeric("x").withOrigin("x", 1e300), 0).row(0))
        .containsExactly(0);
  }

  @Test
  void originsStayWithTheColumns() {
    CsvColumns columns =
        CsvColumns.numeric("a", "b")
            .withContext("c")
            .withOrigin("a", 1)
            .withOrigin("c", 2)
            .withOrigin("a", 3)
            .withInteger("d")
            .withCategory("e", "x", "y")
            .withContext("f");
    assertThat(columns.origins()).containsExactlyInAnyOrderEntriesOf(Map.of("a", 3.0, "c", 2.0));
    assertThat(columns.withOrigin("d", -5).origin("d")).isEqualTo(-5);
    assertThat(columns.origin("d")).isZero();
    Map<String, Double> mine = new HashMap<>(Map.of("c", 1.0));
    CsvColumns copy = new CsvColumns(List.of(), Optional.empty(), List.of("c"), mine);
    mine.clear();
    assertThat(copy.origin("c")).isEqualTo(1);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> copy.origins().clear());
  }

  @Test
  void originsAreChecked() {
    CsvColumns columns = CsvColumns.numeric("a").withInteger("b").withCategory("c", "x", "y");
    String unknown =
        "an origin must belong to a column of numbers, but column %s is none of them; name it first, with"
            + " numeric(...), withInteger(...) or withContext(...)";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> columns.withOrigin("d", 1))
        .withMessage(unknown, "d");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> columns.withOrigin("c", 1))
        .withMessage(unknown, "c");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> columns.origin("c"))
        .withMessage(unknown, "c");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> columns.withOrigin("a", Double.NaN))
        .withMessage("the origin of column a must be finite, but was NaN");
    for (double origin : new double[] {0.5, 0x1p53}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> columns.withOrigin("b", origin))
          .withMessage(
              "the origin of column b, which has whole numbers, must be a whole number of at most 2^52 in size,"
                  + " but was "
                  + origin);
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullsAreNamed() {
    CsvColumns columns = CsvColumns.numeric("a");
    String name = "the name of a column must not be null";
    for (String[] names : new String[][] {null, {"b", null}}) {
      String message = names == null ? "names of columns must not be null" : name;
      assertThatNullPointerException()
          .isThrownBy(() -> CsvColumns.numeric(names))
          .withMessage(message);
      assertThatNullPointerException()
          .isThrownBy(() -> columns.withInteger(names))
          .withMessage(message);
      assertThatNullPointerException()
          .isThrownBy(() -> columns.withContext(names))
          .withMessage(message);
    }
    assertThatNullPointerException()
        .isThrownBy(() -> columns.withCategory(null, "x", "y"))
        .withMessage(name);
    assertThatNullPointerException()
        .isThrownBy(() -> columns.withCategory("c", (String[]) null))
        .withMessage("classes of a category must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> columns.withCategory("c", "x", null))
        .withMessage("classes of a category must not contain null, but was [x, null]");
    assertThatNullPointerException()
        .isThrownBy(() -> columns.withOrigin(null, 1))
        .withMessage(name);
    assertThatNullPointerException().isThrownBy(() -> columns.origin(null)).withMessage(name);
    assertThatNullPointerException()
        .isThrownBy(() -> new CsvColumns.Value(null, true))
        .withMessage(name);
    assertThatNullPointerException()
        .isThrownBy(() -> new CsvColumns(List.of(), Optional.empty(), List.of(), null))
        .withMessage("origins must not be null");
    Map<String, Double> none = new HashMap<>();
    none.put("a", null);
    assertThatNullPointerException()
        .isThrownBy(() -> new CsvColumns(List.of(), Optional.empty(), List.of(), none))
        .withMessage("the origin of column a must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> Dataset.fromCsv(null, columns, 0))
        .withMessage("file must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> Dataset.fromCsv(directory, null, 0))
        .withMessage("columns must not be null");
  }
}
