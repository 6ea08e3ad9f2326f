package io.github.flowlib.samples.console;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Strings;
import java.util.ArrayList;
import java.util.List;

/** A table of aligned columns for the console: the first to the left, the others to the right. */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> lines = new ArrayList<>();

  /**
   * Starts a table.
   *
   * @param header the names of the columns
   */
  public TextTable(List<String> header) {
    lines.add(List.copyOf(header));
  }

  /**
   * Adds a line.
   *
   * @param cells one per column
   * @return this table
   */
  public TextTable row(List<String> cells) {
    checkArgument(
        cells.size() == lines.get(0).size(),
        "a row must have %s cells, but had %s",
        lines.get(0).size(),
        cells.size());
    lines.add(List.copyOf(cells));
    return this;
  }

  @Override
  public String toString() {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < lines.size(); n++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = lines.get(n).get(i);
        line.append(i == 0 ? "" : GAP)
            .append(
                i == 0
                    ? Strings.padEnd(cell, widths[i], ' ')
                    : Strings.padStart(cell, widths[i], ' '));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
      if (n == 0) {
        text.append("-".repeat(line.length())).append(System.lineSeparator());
      }
    }
    return text.toString();
  }
}
