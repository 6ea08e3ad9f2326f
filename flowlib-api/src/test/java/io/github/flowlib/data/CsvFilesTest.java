package io.github.flowlib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as programs write them, read or refused. */
class CsvFilesTest {

  private static final CsvColumns A_AND_B = CsvColumns.numeric("a", "b");

  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("table.csv"), text);
  }

  private void assertRefused(String text, CsvColumns columns, String message) throws IOException {
    Path file = file(text);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(file, columns, 0))
        .withMessage(file + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2.5\n3,4\n", // as it should be
        "a,b\n1,2.5\n3,4", // no line break at the end
        "\ufeffa,b\r\n1,2.5\r\n3,4\r\n", // Excel: byte order mark, CRLF
        "a,b\r1,2.5\r3,4\r", // CR alone
        "a,b\n\n1,2.5\n\n3,4\n\n  \n\t\n", // blank lines
        ",a,b\n0,1,2.5\n1,3,4\n", // pandas: an index without a name
        "a,b,\n1,2.5,\n3,4,\n", // Excel: an empty column at the end
        "a,b,,\n1,2.5,,\n3,4", // and rows that leave it out
        "a,b\n1,2.5,\n3,4,,,\n", // empty values beyond the first line
        "a,x,b,x\n1,yes,2.5,no\n3,,4,\n", // a name twice
        "a,b,note\n1,2.5\n3,4\n", // Excel: a value that is empty and last is left out
        "\"a\",\"b\",\"\"\n\"1\",\"2.5\",\"x\"\n\"3\",\"4\",\"y\"\n", // quotes everywhere
        "a, b ,c\n1 , 2.5, \"x, y\" \n 3,4, 5\" long\n", // spaces around, a quote within
        "a,b,c\n1,2.5,\"two\nlines, \"\"quoted\"\"\r\n\"\n3,4,\n", // line breaks in quotes
        "a,b\n+1,25e-1\n3.00,4e0\n", // numbers as they may be written
      })
  void whatProgramsWriteIsRead(String text) throws IOException {
    assertThat(Dataset.fromCsv(file(text), A_AND_B, 0).toArray())
        .isDeepEqualTo(new float[][] {{1, 2.5f}, {3, 4}});
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "+3", "3.", "3.0", "3.00", "3e0", "0.3E1", "30e-1"})
  void wholeNumbersMayBeWrittenWithAFraction(String text) throws IOException {
    CsvColumns rooms = CsvColumns.numeric().withInteger("rooms");
    float[] plain = Dataset.fromCsv(file("rooms\n3\n"), rooms, 7).row(0);
    assertThat(Dataset.fromCsv(file("rooms\n" + text + "\n"), rooms, 7).row(0))
        .containsExactly(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3.5", "3.0000001", "3e-1", "1e-400x", "3,0", "0x3", "3L", "three", "NaN"})
  void wholeNumbersAreWhole(String text) throws IOException {
    assertRefused(
        "rooms\n\"" + text + "\"\n",
        CsvColumns.numeric().withInteger("rooms"),
        ", line 2: column rooms must be a whole number of at most 131072 in size, but is '%s'%s"
            .formatted(
                text,
                text.equals("3,0")
                    ? "; write numbers with a decimal point and without commas"
                    : ""));
  }

  @Test
  void namesThatAreAskedForStandOnce() throws IOException {
    String message =
        ", line 1: column a must be named once, but columns 1 and 3 have that name; rename one of them";
    assertRefused("a,b,a\n1,2,3\n", A_AND_B, message);
    assertRefused("a,b,a\n1,2,3\n", CsvColumns.numeric("b").withContext("a"), message);
    assertRefused("a,b,a\nx,2,y\n", CsvColumns.numeric("b").withCategory("a", "x", "y"), message);
    assertThat(Dataset.fromCsv(file("a,b,a\n1,2,3\n"), CsvColumns.numeric("b"), 0).row(0))
        .containsExactly(2);
  }

  /** Lines are those of an editor, with blank ones and line breaks in quotes. */
  @ParameterizedTest
  @CsvSource({
    "'a,b\nx,1\n', 2",
    "'a,b\r\n1,1\r\nx,1\r\n', 3",
    "'a,b\r1,1\rx,1', 3",
    "'\n\na,b\n\n\nx,1', 6",
    "'a,b\n1,1\n\n  \nx,1', 5",
    "'a,b,c\n1,1,\"two\nlines\"\nx,1,', 4",
    "'a,b,c\n1,1,\"two\r\nlines\"\nx,1,\"and\r\n\r\nthree\"', 4",
  })
  void linesAreCountedAsEditorsDo(String text, int line) throws IOException {
    assertRefused(
        text, A_AND_B, ", line " + line + ": column a must be a finite number, but is 'x'");
  }

  @Test
  void separatorsAreCommas() throws IOException {
    String advice = "between values: save it with commas, and with points in decimal numbers";
    assertRefused(
        "a;b\n1,5;2\n",
        A_AND_B,
        " must have a column a in its first line, but has [a;b]; it has semicolons " + advice);
    assertRefused(
        "id; b ;a, new\n1;2;3\n",
        CsvColumns.numeric("b"),
        " must have a column b in its first line, but has [id; b ;a, new]; it has semicolons "
            + advice);
    assertRefused(
        "a\tb\n1\t2\n",
        A_AND_B,
        " must have a column a in its first line, but has [a\tb]; it has tabs " + advice);
    assertRefused(
        "a;c\n1;2\n",
        A_AND_B.withContext("c"), // b is not there either way
        " must have a column a in its first line, but has [a;c]; it has semicolons " + advice);
    assertRefused("c;d\n1;2\n", A_AND_B, " must have a column a in its first line, but has [c;d]");
    assertRefused(
        "\"a\";\"b\"\n1;2\n",
        A_AND_B,
        ", line 1: a value that begins with a quote must end with one, and then a comma (no semicolon)"
            + " or the end of the line must follow; write quotes within it twice");
  }

  @Test
  void decimalCommasAreRefused() throws IOException {
    assertRefused(
        "a,b\n1,5,2\n",
        A_AND_B,
        ", line 2 has 3 values, but the first line names 2 columns; a decimal comma makes two values"
            + " of one, and a text with commas must stand in quotes");
    assertRefused(
        "a,b\n1,2\n\"1,5\",2\n",
        A_AND_B,
        ", line 3: column a must be a finite number, but is '1,5'; write numbers with a decimal point"
            + " and without commas");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1,2\n3,\"4\n5,6\n", "a,b\n1,2\n3,\"4\"x\n5,6\n", "a,b\n1,2\n3,\"4"})
  void quotesComeInPairs(String text) throws IOException {
    assertRefused(
        text,
        A_AND_B,
        ", line 3: a value that begins with a quote must end with one, and then a comma (no semicolon)"
            + " or the end of the line must follow; write quotes within it twice");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    assertRefused(
        "a,b\n1\n", A_AND_B, ", line 2: column b is empty; remove the row, or fill in a value");
    assertRefused(
        "a,b\n,\n", A_AND_B, ", line 2: column a is empty; remove the row, or fill in a value");
    assertRefused(
        "a\n1\n\"\"\n",
        CsvColumns.numeric("a"),
        ", line 3: column a is empty; remove the row, or fill in a value");
  }

  /** 1700000050 may have become 17. */
  @Test
  void aLastRowThatBrokeOffIsRefused() throws IOException {
    assertRefused(
        "a,b,c\n1,2,3\n4,17",
        A_AND_B,
        ", line 3, the last, has 2 values, but the first line names 3 columns, and no line break is"
            + " behind them; the file seems to be cut off: write it again, or remove the line");
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    assertRefused("", A_AND_B, " must name its columns in its first line, but is empty");
    assertRefused("\ufeff\n\n", A_AND_B, " must name its columns in its first line, but is empty");
    assertRefused("a,b", A_AND_B, " must have at least 1 row below its header, but has 0");
    assertRefused("a,b\n\n", A_AND_B, " must have at least 1 row below its header, but has 0");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(directory, A_AND_B, 0))
        .withMessage(directory + " must be a file of comma-separated values, but is a directory");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Dataset.fromCsv(directory.resolve("none.csv"), A_AND_B, 0));
  }

  @Test
  void textIsUtf8() throws IOException {
    Path file = directory.resolve("table.csv");
    for (String text : new String[] {"\u00e9,a,b\n1,2,3\n", "a,b\n1,2\n\u00e9,3\n"}) {
      Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> Dataset.fromCsv(file, A_AND_B, 0))
          .withMessage(file + " is not UTF-8; save it as UTF-8");
    }
    Files.write(file, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Dataset.fromCsv(file, A_AND_B, 0))
        .withMessage(file + " is not UTF-8; save it as UTF-8");
  }
}
