package io.github.flowlib.data;

import com.google.common.collect.ImmutableList;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file of comma-separated values. Commons CSV cuts them into values; its messages
 * stay here, for they name settings that nobody has, and differ between its versions.
 */
final class CsvLines implements Closeable {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setIgnoreSurroundingSpaces(true)
          .setIgnoreEmptyLines(true)
          .build();

  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

  private final Path file;
  private final Text text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;

  /**
   * One row.
   *
   * @param number of the line where it begins, from 1 as in an editor
   * @param values of all columns
   */
  record Line(long number, List<String> values) {}

  CsvLines(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " must be a file of comma-separated values, but is a directory");
    }
    this.file = file;
    text = new Text(Files.newBufferedReader(file, StandardCharsets.UTF_8));
    parser = CSVParser.parse(text, FORMAT);
    records = parser.iterator();
  }

  /** The next line that is not blank. */
  Optional<Line> next() throws IOException {
    long before = parser.getCurrentLineNumber();
    try {
      if (!records.hasNext()) {
        return Optional.empty();
      }
    } catch (UncheckedIOException e) {
      throw problem(before + 1, e);
    }
    List<String> values = ImmutableList.copyOf(records.next());
    long last = parser.getCurrentLineNumber();
    return Optional.of(new Line(last == before + 1 ? last : last - breaks(values), values));
  }

  /** Line breaks in quotes: the parser stands behind the last of them. */
  private static long breaks(List<String> values) {
    return values.stream().mapToLong(value -> LINE_BREAK.matcher(value).results().count()).sum();
  }

  private IOException problem(long number, UncheckedIOException e) {
    if (text.failure instanceof CharacterCodingException) {
      return new IOException(file + " is not UTF-8; save it as UTF-8", e);
    }
    if (text.failure != null) {
      return text.failure;
    }
    return new IOException(
        "%s, line %s: a value that begins with a quote must end with one, and then a comma (no semicolon) or the"
                .formatted(file, number)
            + " end of the line must follow; write quotes within it twice",
        e);
  }

  /** Whether the last line was ended, when all have been read. */
  boolean areEnded() {
    return text.last == '\n' || text.last == '\r';
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** Knows its last character, and why it could not be read. */
  private static final class Text extends Reader {

    /** What some programs begin a file with. */
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final BufferedReader in;
    private boolean begun;
    private char last;
    private @Nullable IOException failure;

    Text(BufferedReader in) {
      this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      try {
        if (!begun) {
          begun = true;
          in.mark(1);
          if (in.read() != BYTE_ORDER_MARK) {
            in.reset();
          }
        }
        int count = in.read(target, offset, length);
        if (count > 0) {
          last = target[offset + count - 1];
        }
        return count;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
