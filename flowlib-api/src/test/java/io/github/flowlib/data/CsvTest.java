package io.github.flowlib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of comma-separated values as data. */
class CsvTest {

  private static final CsvColumns COLUMNS =
      CsvColumns.numeric("price", "area").withInteger("rooms").withCategory("city", "Oslo", "Rome");

  @TempDir private Path directory;

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("flats.csv"), List.of(lines));
  }

  @Test
  void columnsAreFoundByNameAndKeepTheOrderThatWasAskedFor() throws IOException {
    Path file =
        file(
            "city,area,note,rooms,price",
            "Rome, 70.5 ,\"big, bright\",3,1e5",
            "Oslo,50,,-2,120000");
    Dataset data = Dataset.fromCsv(file, COLUMNS, 1);
    assertThat(data.rows()).isEqualTo(2);
    assertThat(data.row(0)).startsWith(1e5f, 70.5f);
    assertThat(data.row(1)).startsWith(120_000f, 50f);
    assertThat(data.labels()).containsExactly(1, 0);
    assertThat(data.row(0)[2]).isBetween(3f, 4f).isNotEqualTo(3f);
    assertThat(data.row(1)[2]).isBetween(-2f, -1f);
  }

  @Test
  void noiseIsSeeded() throws IOException {
    Path file = file("rooms", "1", "2", "3");
    CsvColumns rooms = CsvColumns.numeric().withInteger("rooms");
    float[][] one = Dataset.fromCsv(file, rooms, 1).toArray();
    assertThat(Dataset.fromCsv(file, rooms, 1).toArray()).isDeepEqualTo(one);
    assertThat(Dataset.fromCsv(file, rooms, 2).toArray()).isNotEqualTo(one);
  }

  /** Near 2¹⁷ one of 256 sums would be rounded up. */
  @Test
  void noiseDoesNotReachTheNextWholeNumber() throws IOException {
    CsvColumns rooms = CsvColumns.numeric().withInteger("rooms");
    for (int number : new int[] {131_071, -131_072, -1, 0}) {
      String[] lines = new String[5000];
      Arrays.fill(lines, String.valueOf(number));
      lines[0] = "rooms";
      for (float[] row : Dataset.fromCsv(file(lines), rooms, 1).toArray()) {
        assertThat(Math.floor(row[0])).isEqualTo(number);
      }
    }
  }

  @Test
  void withoutCategoryThereAreNoLabels() throws IOException {
    Dataset data = Dataset.fromCsv(file("a,b", "1,2"), CsvColumns.numeric("b"), 0);
    assertThat(data.hasLabels()).isFalse();
    assertThat(data.toArray()).isDeepEqualTo(new float[][] {{2}});
  }

  @Test
  void aCategoryAndNumbersBecomeLabelsAndContext() throws IOException {
    Path file = file("year,price,city,north", "1999,5,Rome,41.9", "2001,6,Oslo,59.9");
    CsvColumns columns = CsvColumns.numeric("price").withCategory("city", "Oslo", "Rome");
    Dataset data = Dataset.fromCsv(file, columns.withContext("north").withContext("year"), 0);
    assertThat(data.toArray()).isDeepEqualTo(new float[][] {{5}, {6}});
    assertThat(data.labels()).containsExactly(1, 0);
    assertThat(data.context(0)).containsExactly(41.9f, 1999);
    assertThat(data.context(1)).containsExactly(59.9f, 2001);
    assertThat(
            CsvColumns.numeric()
                .withContext("year", "north")
                .withInteger("a")
                .withCategory("b", "c", "d")
                .context())
        .as("other columns keep it")
        .containsExactly("year", "north");
    assertThat(Dataset.fromCsv(file, columns, 0).contextWidth()).isZero();
  }

  @Test
  void columnsOfContextAreChecked() throws IOException {
    Path file = file("price,north", "5,1", "6,", "7,far");
    CsvColumns price = CsvColumns.numeric("price");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(file, price.withContext("north"), 0))
        .withMessage(file + ", line 3: column north is empty; remove the row, or fill in a value");
    Path text = file("price,north", "7,far");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(text, price.withContext("north"), 0))
        .withMessage(text + ", line 2: column north must be a finite number, but is 'far'");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(text, price.withContext("east"), 0))
        .withMessage(text + " must have a column east in its first line, but has [price, north]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> price.withContext("price"))
        .withMessage("every column must be named once, but were [price, price]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1,,3,Rome | column area is empty; remove the row, or fill in a value",
        "1,2,3, | column city is empty; remove the row, or fill in a value",
        "x,2,3,Rome | column price must be a finite number, but is 'x'",
        "0x1p3,2,3,Rome | column price must be a finite number, but is '0x1p3'",
        "1f,2,3,Rome | column price must be a finite number, but is '1f'",
        "NaN,2,3,Rome | column price must be a finite number, but is 'NaN'",
        "1,1e99,3,Rome | column area must be at most 3.4028235E38 in size, but is '1e99'",
        "1,2,3.5,Rome | column rooms must be a whole number of at most 131072 in size, but is '3.5'",
        "1,2,1000000,Rome | column rooms must be a whole number of at most 131072 in size, but is '1000000'; subtract an origin near it, withOrigin(\"rooms\", ...), or read it with numeric(...)",
        "1,2,-9223372036854775808,Rome | column rooms must be a whole number of at most 131072 in size, but is '-9223372036854775808'; subtract an origin near it, withOrigin(\"rooms\", ...), or read it with numeric(...)",
        "1,2,3,Bonn | column city must be one of [Oslo, Rome], but is 'Bonn'"
      })
  void aBadValueIsNamedWithRowAndColumn(String line, String message) throws IOException {
    Path file = file("price,area,rooms,city", "1,2,3,Oslo", line);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(file, COLUMNS, 0))
        .withMessage(file + ", line 3: " + message);
  }

  @Test
  void aColumnThatIsNotThereIsNamed() throws IOException {
    Path lacking = file("price,area,rooms", "1,2,3");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(lacking, COLUMNS, 0))
        .withMessage(
            lacking + " must have a column city in its first line, but has [price, area, rooms]");
  }

  @Test
  void columnsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.fromCsv(directory, CsvColumns.numeric(), 0))
        .withMessage("columns must name at least 1 column of numbers, but named 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CsvColumns.numeric("a", "b").withInteger("a"))
        .withMessage("every column must be named once, but were [a, b, a]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CsvColumns.numeric("a").withCategory("c", "x", "y").withCategory("d", "x", "y"))
        .withMessage(
            "a table must have 1 category, but d would be another beside c; join them into one column");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CsvColumns.numeric("a").withCategory("c", "one"))
        .withMessage("a category must have at least 2 classes, each once, but c has [one]");
  }
}
