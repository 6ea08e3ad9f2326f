package io.github.flowlib.data;

import com.google.common.primitives.ImmutableIntArray;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** Reads {@link CsvColumns} of a file. */
final class CsvReader {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .setIgnoreEmptyLines(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  /** What Java takes for a number besides, such as 1f or 0x1p3, is none in a table. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** What some programs begin a file with. */
  private static final int BYTE_ORDER_MARK = 0xfeff;

  /** Above, x + u is no longer exact to a hundredth in float32. */
  private static final long MAX_WHOLE = 1 << 17;

  private final Path file;
  private final CsvColumns columns;
  private final SplittableRandom noise;

  CsvReader(Path file, CsvColumns columns, long seed) {
    this.file = file;
    this.columns = columns;
    noise = new SplittableRandom(seed);
  }

  Dataset read() throws IOException {
    List<float[]> rows = new ArrayList<>();
    List<float[]> context = new ArrayList<>();
    ImmutableIntArray.Builder labels = ImmutableIntArray.builder();
    try (Reader text = withoutMark(Files.newBufferedReader(file, StandardCharsets.UTF_8));
        CSVParser parser = CSVParser.parse(text, FORMAT)) {
      checkHeader(parser.getHeaderNames());
      for (CSVRecord line : parser) {
        if (line.size() != parser.getHeaderNames().size()) {
          throw new IOException(
              "%s, row %s has %s values, but its first line names %s columns"
                  .formatted(
                      file, line.getRecordNumber(), line.size(), parser.getHeaderNames().size()));
        }
        rows.add(values(line));
        if (columns.category().isPresent()) {
          labels.add(label(line, columns.category().get()));
        }
        context.add(context(line));
      }
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8; save it as UTF-8", e);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw new IOException(file + " is not UTF-8; save it as UTF-8", e);
      }
      throw new IOException(file + " is no table of comma-separated values: " + e.getMessage(), e);
    }
    if (rows.isEmpty()) {
      throw new IOException(file + " must have at least 1 row below its header, but has 0");
    }
    Dataset data = Dataset.of(rows.toArray(new float[0][]));
    if (columns.category().isPresent()) {
      data = data.withLabels(labels.build().toArray());
    }
    return columns.context().isEmpty() ? data : data.withContext(context.toArray(new float[0][]));
  }

  private void checkHeader(List<String> header) throws IOException {
    List<String> wanted = new ArrayList<>();
    columns.values().forEach(value -> wanted.add(value.name()));
    columns.category().ifPresent(category -> wanted.add(category.name()));
    wanted.addAll(columns.context());
    for (String name : wanted) {
      if (!header.contains(name)) {
        throw new IOException(
            file + " must have a column " + name + " in its first line, but has " + header);
      }
    }
  }

  private float[] values(CSVRecord line) throws IOException {
    float[] values = new float[columns.values().size()];
    for (int i = 0; i < values.length; i++) {
      CsvColumns.Value column = columns.values().get(i);
      values[i] = column.whole() ? whole(line, column.name()) : number(line, column.name());
    }
    return values;
  }

  private float[] context(CSVRecord line) throws IOException {
    float[] context = new float[columns.context().size()];
    for (int i = 0; i < context.length; i++) {
      context[i] = number(line, columns.context().get(i));
    }
    return context;
  }

  private float number(CSVRecord line, String column) throws IOException {
    String text = text(line, column);
    if (NUMBER.matcher(text).matches() && Float.isFinite(Float.parseFloat(text))) {
      return Float.parseFloat(text);
    }
    throw bad(line, column, "a finite number");
  }

  private float whole(CSVRecord line, String column) throws IOException {
    try {
      long value = Long.parseLong(text(line, column));
      if (value >= -MAX_WHOLE && value <= MAX_WHOLE) {
        return (float) (value + noise.nextDouble());
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw bad(line, column, "a whole number of at most " + MAX_WHOLE + " in size");
  }

  private int label(CSVRecord line, CsvColumns.Category column) throws IOException {
    int label = column.classes().indexOf(text(line, column.name()));
    if (label < 0) {
      throw bad(line, column.name(), "one of " + column.classes());
    }
    return label;
  }

  private String text(CSVRecord line, String column) throws IOException {
    if (!line.isSet(column) || line.get(column).isEmpty()) {
      throw new IOException(
          "%s, row %s: column %s is empty; remove the row, or fill in a value"
              .formatted(file, line.getRecordNumber(), column));
    }
    return line.get(column);
  }

  private IOException bad(CSVRecord line, String column, String rule) {
    return new IOException(
        "%s, row %s: column %s must be %s, but is '%s'"
            .formatted(file, line.getRecordNumber(), column, rule, line.get(column)));
  }

  private static Reader withoutMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }
}
