package io.github.flowlib.samples.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.results.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line chart, drawn by the page itself with uPlot.
 *
 * @param title what it is about, above it
 * @param x values along the horizontal axis, ascending
 * @param xLabel what they are
 * @param yLabel what the lines show
 * @param lines the lines
 */
public record Chart(
    String title, ImmutableList<Double> x, String xLabel, String yLabel, List<Line> lines) {

  /**
   * One line.
   *
   * @param label its name
   * @param colour 0, 1, 2, …: lines of the same colour belong together
   * @param dashed true for the lesser of two lines of one colour
   * @param values one per x; null where there is none
   * @param errors half the length of a bar about each value; null where there is none
   */
  public record Line(
      String label,
      int colour,
      boolean dashed,
      List<@Nullable Double> values,
      List<@Nullable Double> errors) {

    /**
     * Copies values and errors.
     *
     * @param label see {@link #label()}
     * @param colour see {@link #colour()}
     * @param dashed see {@link #dashed()}
     * @param values see {@link #values()}
     * @param errors see {@link #errors()}
     */
    public Line {
      values = Collections.unmodifiableList(new ArrayList<>(values)); // List.copyOf forbids null
      errors = Collections.unmodifiableList(new ArrayList<>(errors));
    }

    /**
     * A line without errors.
     *
     * @param label see {@link #label()}
     * @param colour see {@link #colour()}
     * @param dashed see {@link #dashed()}
     * @param values see {@link #values()}
     */
    public Line(String label, int colour, boolean dashed, List<@Nullable Double> values) {
      this(label, colour, dashed, values, List.of());
    }
  }

  /**
   * The chart as JSON that can stand in a script element.
   *
   * @return JSON without {@code <}
   */
  String toJson() {
    try {
      return Json.COMPACT.writeValueAsString(this).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a chart must be writable as JSON", e);
    }
  }
}
