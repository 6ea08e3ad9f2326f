package io.github.flowlib.samples.documents.tables;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Strings;
import java.util.ArrayList;
import java.util.List;

/** A table as Markdown has it. */
final class MarkdownTable {

  private final List<List<String>> lines = new ArrayList<>();

  /**
   * Starts a table.
   *
   * @param header the names of the columns
   */
  MarkdownTable(List<String> header) {
    lines.add(List.copyOf(header));
  }

  MarkdownTable(String... header) {
    this(List.of(header));
  }

  /** Adds a line, one cell per column. */
  MarkdownTable row(List<String> cells) {
    checkArgument(
        cells.size() == lines.get(0).size(),
        "a row must have %s cells, but was %s",
        lines.get(0).size(),
        cells);
    lines.add(List.copyOf(cells));
    return this;
  }

  MarkdownTable row(String... cells) {
    return row(List.of(cells));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append("| ").append(String.join(" | ", lines.get(i))).append(" |\n");
      if (i == 0) {
        text.append('|').append(Strings.repeat("---|", lines.get(0).size())).append('\n');
      }
    }
    return text.toString();
  }
}
