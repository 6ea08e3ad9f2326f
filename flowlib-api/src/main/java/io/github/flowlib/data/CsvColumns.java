package io.github.flowlib.data;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/**
 * Which columns of a table of comma-separated values become a {@link Dataset}, and as what. Other
 * columns are left out.
 *
 * <pre>{@code
 * CsvColumns columns =
 *     CsvColumns.numeric("area", "price")
 *         .integer("rooms")
 *         .category("city", "Oslo", "Rome")
 *         .context("latitude");
 * Dataset flats = Dataset.fromCsv(Path.of("flats.csv"), columns, 0);
 * }</pre>
 *
 * @param values the columns that become values of a row, in this order
 * @param category the column that becomes the label of a row, if there is one
 * @param context the columns that become the context vector of a row, in this order; may be none
 */
public record CsvColumns(
    ImmutableList<Value> values, Optional<Category> category, ImmutableList<String> context) {

  /**
   * A column of numbers.
   *
   * @param name as the first line of the file has it
   * @param whole true: whole numbers, to which noise from [0, 1) is added when they are read
   */
  public record Value(String name, boolean whole) {}

  /**
   * A column of names.
   *
   * @param name as the first line of the file has it
   * @param classes the names that it may hold; the label of a row is a position here
   */
  public record Category(String name, ImmutableList<String> classes) {}

  /**
   * Checks the columns.
   *
   * @param values see {@link #values()}
   * @param category see {@link #category()}
   * @param context see {@link #context()}
   * @throws IllegalArgumentException if a column comes twice, or a category has fewer than two
   *     classes or one twice
   */
  public CsvColumns {
    checkNotNull(values, "values must not be null");
    checkNotNull(category, "category must not be null");
    checkNotNull(context, "context must not be null");
    ImmutableList.Builder<String> names = ImmutableList.builder();
    values.forEach(value -> names.add(value.name()));
    category.ifPresent(
        c -> {
          names.add(c.name());
          checkArgument(
              c.classes().size() >= 2
                  && ImmutableSet.copyOf(c.classes()).size() == c.classes().size(),
              "a category must have at least 2 classes, each once, but %s has %s",
              c.name(),
              c.classes());
        });
    names.addAll(context);
    checkArgument(
        ImmutableSet.copyOf(names.build()).size() == names.build().size(),
        "every column must be named once, but were %s",
        names.build());
  }

  /**
   * Columns of continuous numbers.
   *
   * @param names as the first line of the file has them; none, if all columns are {@link #integer}
   * @return the columns, to which others can be added
   */
  public static CsvColumns numeric(String... names) {
    return new CsvColumns(values(names, false), Optional.empty(), ImmutableList.of());
  }

  /**
   * The same with columns of whole numbers, such as counts. They are dequantized when they are
   * read: uniform noise from [0, 1) is added once, because a density of a whole number would grow
   * without bound. Log-probabilities of such data are a lower bound, see {@link
   * io.github.flowlib.spec.Dequantization}.
   *
   * @param names as the first line of the file has them
   * @return a copy
   */
  public CsvColumns integer(String... names) {
    return new CsvColumns(
        ImmutableList.<Value>builder().addAll(values).addAll(values(names, true)).build(),
        category,
        context);
  }

  /**
   * The same with a column whose names become labels: context of a model that is {@code
   * conditional(classes.length)}.
   *
   * @param name as the first line of the file has it
   * @param classes all names that the column may hold, in the order of the labels: files that are
   *     read at different times then agree
   * @return a copy
   */
  public CsvColumns category(String name, String... classes) {
    return new CsvColumns(
        values, Optional.of(new Category(name, ImmutableList.copyOf(classes))), context);
  }

  /**
   * The same with columns of numbers that become the context vector of a row: of a model that is
   * {@code context(width)}, with as many numbers as there are such columns. With a {@link
   * #category} as well, of one that is both.
   *
   * @param names as the first line of the file has them; nothing is added to whole numbers here
   * @return a copy
   */
  public CsvColumns context(String... names) {
    ImmutableList.Builder<String> all = ImmutableList.<String>builder().addAll(context);
    for (String name : names) {
      all.add(checkNotNull(name, "the name of a column must not be null"));
    }
    return new CsvColumns(values, category, all.build());
  }

  private static ImmutableList<Value> values(String[] names, boolean whole) {
    ImmutableList.Builder<Value> values = ImmutableList.builder();
    for (String name : names) {
      values.add(new Value(checkNotNull(name, "the name of a column must not be null"), whole));
    }
    return values.build();
  }
}
