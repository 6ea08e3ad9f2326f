package io.github.flowlib.data;

import com.google.common.collect.ImmutableMap;
import io.github.flowlib.data.CsvLines.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Reads {@link CsvColumns} of a file. Columns that nobody asked for are nobody's business. */
final class CsvReader {

  /** What Java takes for a number besides, such as 1f or 0x1p3, is none in a table. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** What some programs write between values instead of commas. */
  private static final ImmutableMap<String, String> SEPARATORS =
      ImmutableMap.of(";", "semicolons", "\t", "tabs");

  /** Above, x + u is no longer exact to a hundredth in float32. */
  private static final int MAX_WHOLE = 1 << 17;

  private static final String RANGE = "at most " + Float.MAX_VALUE + " in size";

  private static final String WHOLE = "a whole number of at most " + MAX_WHOLE + " in size";

  private final Path file;
  private final CsvColumns columns;
  private final SplittableRandom noise;

  CsvReader(Path file, CsvColumns columns, long seed) {
    this.file = file;
    this.columns = columns;
    noise = new SplittableRandom(seed);
  }

  /** A column of numbers, and all that were read. */
  private record Numbers(
      String name, int position, boolean whole, double origin, DoubleStream.Builder read) {

    String lessOrigin() {
      return origin == 0 ? "" : " less its origin " + origin;
    }
  }

  Dataset read() throws IOException {
    try (CsvLines lines = new CsvLines(file)) {
      Optional<Line> header = lines.next();
      if (header.isEmpty()) {
        throw new IOException(file + " must name its columns in its first line, but is empty");
      }
      return read(header.get(), lines);
    }
  }

  private Dataset read(Line header, CsvLines lines) throws IOException {
    List<Numbers> values = new ArrayList<>();
    for (CsvColumns.Value value : columns.values()) {
      values.add(numbers(value.name(), value.whole(), header));
    }
    List<Numbers> context = new ArrayList<>();
    for (String name : columns.context()) {
      context.add(numbers(name, false, header));
    }
    Optional<CsvColumns.Category> category = columns.category();
    int categoryAt = category.isPresent() ? position(category.get().name(), header) : -1;

    int width = header.values().size();
    List<float[]> rows = new ArrayList<>();
    List<float[]> contexts = new ArrayList<>();
    IntStream.Builder labels = IntStream.builder();
    Line last = header;
    for (Optional<Line> next = lines.next(); next.isPresent(); next = lines.next()) {
      Line line = next.get();
      if (width > 1 && line.values().equals(List.of(""))) {
        continue; // Spaces make a blank line.
      }
      last = line;
      checkWidth(line, width);
      rows.add(row(line, values));
      if (category.isPresent()) {
        labels.add(label(line, category.get(), categoryAt));
      }
      contexts.add(row(line, context));
    }
    if (rows.isEmpty()) {
      throw new IOException(file + " must have at least 1 row below its header, but has 0");
    }
    checkEnd(header, last, lines);
    checkResolution(values);
    checkResolution(context);
    Dataset data = Dataset.of(rows.toArray(new float[0][]));
    if (category.isPresent()) {
      data = data.withLabels(labels.build().toArray());
    }
    return context.isEmpty() ? data : data.withContext(contexts.toArray(new float[0][]));
  }

  private Numbers numbers(String name, boolean whole, Line header) throws IOException {
    return new Numbers(
        name, position(name, header), whole, columns.origin(name), DoubleStream.builder());
  }

  private int position(String name, Line header) throws IOException {
    int first = header.values().indexOf(name);
    int last = header.values().lastIndexOf(name);
    if (first < 0) {
      throw new IOException(
          "%s must have a column %s in its first line, but has %s%s"
              .formatted(file, name, header.values(), otherSeparator(name, header)));
    }
    if (first != last) {
      throw new IOException(
          "%s, line %s: column %s must be named once, but columns %s and %s have that name; rename one of them"
              .formatted(file, header.number(), name, first + 1, last + 1));
    }
    return first;
  }

  /** What to say if the name would be there with another separator. */
  private static String otherSeparator(String name, Line header) {
    String line = String.join(",", header.values());
    for (Map.Entry<String, String> separator : SEPARATORS.entrySet()) {
      String[] names = line.split("[\\s\"]*" + Pattern.quote(separator.getKey()) + "[\\s\"]*", -1);
      if (names.length > 1 && Arrays.asList(names).contains(name)) {
        return "; it has %s between values: save it with commas, and with points in decimal numbers"
            .formatted(separator.getValue());
      }
    }
    return "";
  }

  private void checkWidth(Line line, int width) throws IOException {
    if (line.values().size() > width
        && line.values().stream().skip(width).anyMatch(value -> !value.isEmpty())) {
      throw new IOException(
          "%s, line %s has %s values, but the first line names %s columns; a decimal comma makes two values of"
                  .formatted(file, line.number(), line.values().size(), width)
              + " one, and a text with commas must stand in quotes");
    }
  }

  /** A row may be shorter than the first line; but one that broke off may end in half a number. */
  private void checkEnd(Line header, Line last, CsvLines lines) throws IOException {
    if (!lines.areEnded()
        && header.values().stream().skip(last.values().size()).anyMatch(name -> !name.isEmpty())) {
      throw new IOException(
          "%s, line %s, the last, has %s values, but the first line names %s columns, and no line break is behind"
                  .formatted(file, last.number(), last.values().size(), header.values().size())
              + " them; the file seems to be cut off: write it again, or remove the line");
    }
  }

  private float[] row(Line line, List<Numbers> columns) throws IOException {
    float[] row = new float[columns.size()];
    for (int i = 0; i < row.length; i++) {
      Numbers column = columns.get(i);
      row[i] = column.whole() ? whole(line, column) : number(line, column);
    }
    return row;
  }

  private float number(Line line, Numbers column) throws IOException {
    String text = text(line, column.name(), column.position());
    if (!NUMBER.matcher(text).matches()) {
      throw bad(line, column.name(), "a finite number", text, commas(text));
    }
    double number = Double.parseDouble(text);
    // Without an origin the text is rounded once, not to double first.
    float value =
        column.origin() == 0 ? Float.parseFloat(text) : (float) (number - column.origin());
    if (!Float.isFinite(value)) {
      throw bad(line, column.name(), RANGE + column.lessOrigin(), text, "");
    }
    column.read().add(number);
    return value;
  }

  private float whole(Line line, Numbers column) throws IOException {
    String text = text(line, column.name(), column.position());
    double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (number != Math.rint(number)) {
      throw bad(line, column.name(), WHOLE, text, commas(text));
    }
    if (Math.abs(number - column.origin()) > MAX_WHOLE) {
      throw bad(
          line,
          column.name(),
          WHOLE + column.lessOrigin(),
          text,
          "; subtract an origin near it, withOrigin(\"%s\", ...), or read it with numeric(...)"
              .formatted(column.name()));
    }
    double whole = number - column.origin();
    // In float32 the sum may be rounded up to the next whole number, which is that of other rows.
    return Math.min((float) (whole + noise.nextDouble()), Math.nextDown((float) (whole + 1)));
  }

  private int label(Line line, CsvColumns.Category category, int position) throws IOException {
    String text = text(line, category.name(), position);
    int label = category.classes().indexOf(text);
    if (label < 0) {
      throw bad(line, category.name(), "one of " + category.classes(), text, "");
    }
    return label;
  }

  private String text(Line line, String column, int position) throws IOException {
    String text = position < line.values().size() ? line.values().get(position) : "";
    if (text.isEmpty()) {
      throw new IOException(
          "%s, line %s: column %s is empty; remove the row, or fill in a value"
              .formatted(file, line.number(), column));
    }
    return text;
  }

  private static String commas(String text) {
    return text.contains(",") ? "; write numbers with a decimal point and without commas" : "";
  }

  private IOException bad(Line line, String column, String rule, String text, String advice) {
    return new IOException(
        "%s, line %s: column %s must be %s, but is '%s'%s"
            .formatted(file, line.number(), column, rule, text, advice));
  }

  private void checkResolution(List<Numbers> columns) throws IOException {
    for (Numbers column : columns) {
      if (!column.whole()) {
        Optional<String> problem =
            FloatResolution.problem(
                column.name(), column.read().build().toArray(), column.origin());
        if (problem.isPresent()) {
          throw new IOException(file + ": " + problem.get());
        }
      }
    }
  }
}
