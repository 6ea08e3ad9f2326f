package io.github.flowlib.data;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.internal.Copies;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which columns of a table of comma-separated values become a {@link Dataset}, and as what. Other
 * columns are left out.
 *
 * <pre>{@code
 * CsvColumns columns =
 *     CsvColumns.numeric("area", "price")
 *         .withInteger("rooms")
 *         .withCategory("city", "Oslo", "Rome")
 *         .withContext("latitude");
 * Dataset flats = Dataset.fromCsv(Path.of("flats.csv"), columns, 0);
 * }</pre>
 *
 * @param values the columns that become values of a row, in this order
 * @param category the column that becomes the label of a row, if there is one
 * @param context the columns that become the context vector of a row, in this order; may be none
 */
public record CsvColumns(List<Value> values, Optional<Category> category, List<String> context) {

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
  public record Category(String name, List<String> classes) {

    /**
     * Checks the classes.
     *
     * @param name see {@link #name()}
     * @param classes see {@link #classes()}
     * @throws IllegalArgumentException if there are fewer than two classes, or one comes twice
     */
    public Category {
      checkNotNull(name, "the name of a column must not be null");
      classes = Copies.of(classes, "classes of a category");
      checkArgument(
          classes.size() >= 2 && ImmutableSet.copyOf(classes).size() == classes.size(),
          "a category must have at least 2 classes, each once, but %s has %s",
          name,
          classes);
    }
  }

  /**
   * Checks the columns.
   *
   * @param values see {@link #values()}
   * @param category see {@link #category()}
   * @param context see {@link #context()}
   * @throws IllegalArgumentException if a column comes twice
   */
  public CsvColumns {
    values = Copies.of(values, "values");
    checkNotNull(category, "category must not be null");
    context = Copies.of(context, "context");
    ImmutableList.Builder<String> names = ImmutableList.builder();
    values.forEach(value -> names.add(value.name()));
    category.ifPresent(c -> names.add(c.name()));
    names.addAll(context);
    checkArgument(
        ImmutableSet.copyOf(names.build()).size() == names.build().size(),
        "every column must be named once, but were %s",
        names.build());
  }

  /**
   * Columns of continuous numbers.
   *
   * @param names as the first line of the file has them; none, if all columns are {@link
   *     #withInteger}
   * @return the columns, to which others can be added
   */
  public static CsvColumns numeric(String... names) {
    return new CsvColumns(values(names, false), Optional.empty(), List.of());
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
  public CsvColumns withInteger(String... names) {
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
   * @throws IllegalArgumentException if there is a category already, or the classes are fewer than
   *     two or not distinct
   */
  public CsvColumns withCategory(String name, String... classes) {
    checkArgument(
        category.isEmpty(),
        "a table must have 1 category, but %s would be another beside %s; join them into one column",
        name,
        category.map(Category::name).orElse(""));
    return new CsvColumns(values, Optional.of(new Category(name, Arrays.asList(classes))), context);
  }

  /**
   * The same with columns of numbers that become the context vector of a row: of a model that is
   * {@code context(width)}, with as many numbers as there are such columns. With a {@link
   * #withCategory} as well, of one that is both.
   *
   * @param names as the first line of the file has them; nothing is added to whole numbers here
   * @return a copy
   */
  public CsvColumns withContext(String... names) {
    ImmutableList.Builder<String> all = ImmutableList.<String>builder().addAll(context);
    for (String name : names) {
      all.add(checkNotNull(name, "the name of a column must not be null"));
    }
    return new CsvColumns(values, category, all.build());
  }

  private static List<Value> values(String[] names, boolean whole) {
    ImmutableList.Builder<Value> values = ImmutableList.builder();
    for (String name : names) {
      values.add(new Value(checkNotNull(name, "the name of a column must not be null"), whole));
    }
    return values.build();
  }
}
