package io.github.flowlib.data;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.internal.Copies;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns of a table of comma-separated values become a {@link Dataset}, and as what. Other
 * columns are left out; they may be empty, nameless or named twice.
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
 * <p><strong>Origins.</strong> Numbers become float32, which keeps about seven digits: near 1.7e9,
 * seconds since 1970, its numbers are 128 apart. An origin, subtracted in double before, keeps them
 * apart:
 *
 * <pre>{@code
 * CsvColumns columns = CsvColumns.numeric("time", "load").withOrigin("time", 1.7e9);
 * double time = row[0] + columns.origin("time"); // of a row of the data, or of a sample
 * }</pre>
 *
 * <p>A column of numbers (values or context) that needs one is refused when it is read. It does if
 * float32 keeps fewer than 99 % of its different numbers, and either the numbers of float32 are
 * farther apart there than 1/10000 of the range of the column, or the column is evenly spaced, as
 * times and dates are, and an origin would keep its steps. (The range leaves out 5 % of the
 * different numbers at either end. Evenly spaced is a column where more than half of the steps from
 * one number to the next are alike, to a tenth.) So numbers with more digits than float32 keeps,
 * such as measurements printed from double, are read: what they lose is far below anything that
 * their density shows.
 *
 * @param values the columns that become values of a row, in this order
 * @param category the column that becomes the label of a row, if there is one
 * @param context the columns that become the context vector of a row, in this order; may be none
 * @param origins what is subtracted from the numbers of a column, by its name; columns of values or
 *     context that are not here have the origin 0
 */
public record CsvColumns(
    List<Value> values,
    Optional<Category> category,
    List<String> context,
    Map<String, Double> origins) {

  /** Whole numbers near it are exact in double. */
  private static final double MAX_ORIGIN = 1L << 52;

  /**
   * A column of numbers.
   *
   * @param name as the first line of the file has it
   * @param whole true: whole numbers, to which noise from [0, 1) is added when they are read
   */
  public record Value(String name, boolean whole) {

    /**
     * Checks the name.
     *
     * @param name see {@link #name()}
     * @param whole see {@link #whole()}
     */
    public Value {
      checkName(name);
    }
  }

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
      checkName(name);
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
   * @param origins see {@link #origins()}
   * @throws IllegalArgumentException if a column comes twice, or an origin belongs to no column of
   *     numbers, is not finite, or is no whole number (of at most 2⁵² in size) though its column
   *     has whole numbers
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
    origins = copyOf(origins);
    for (Map.Entry<String, Double> origin : origins.entrySet()) {
      checkOrigin(origin.getKey(), origin.getValue(), values, context);
    }
  }

  private static ImmutableMap<String, Double> copyOf(Map<String, Double> origins) {
    checkNotNull(origins, "origins must not be null");
    origins.forEach(
        (name, origin) -> {
          checkName(name);
          checkNotNull(origin, "the origin of column %s must not be null", name);
        });
    return ImmutableMap.copyOf(origins);
  }

  private static void checkOrigin(
      String name, double origin, List<Value> values, List<String> context) {
    checkArgument(
        context.contains(name) || values.stream().anyMatch(value -> value.name().equals(name)),
        "an origin must belong to a column of numbers, but column %s is none of them; name it first, with"
            + " numeric(...), withInteger(...) or withContext(...)",
        name);
    checkArgument(
        Double.isFinite(origin),
        "the origin of column %s must be finite, but was %s",
        name,
        origin);
    checkArgument(
        !values.contains(new Value(name, true))
            || (origin == Math.rint(origin) && Math.abs(origin) <= MAX_ORIGIN),
        "the origin of column %s, which has whole numbers, must be a whole number of at most 2^52 in size, but"
            + " was %s",
        name,
        origin);
  }

  /**
   * Columns of continuous numbers.
   *
   * @param names as the first line of the file has them; none, if all columns are {@link
   *     #withInteger}
   * @return the columns, to which others can be added
   */
  public static CsvColumns numeric(String... names) {
    return new CsvColumns(values(names, false), Optional.empty(), List.of(), Map.of());
  }

  /**
   * The same with columns of whole numbers, such as counts, which may be written as 3, 3.0 or 3e0.
   * They are dequantized when they are read: uniform noise from [0, 1) is added once, because a
   * density of a whole number would grow without bound. Log-probabilities of such data are a lower
   * bound, see {@link io.github.flowlib.spec.Dequantization}. Numbers of more than 131072 = 2¹⁷ in
   * size are refused, because float32 would round the noise; {@link #withOrigin} brings such
   * numbers near 0.
   *
   * @param names as the first line of the file has them
   * @return a copy
   */
  public CsvColumns withInteger(String... names) {
    return new CsvColumns(
        ImmutableList.<Value>builder().addAll(values).addAll(values(names, true)).build(),
        category,
        context,
        origins);
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
    checkNotNull(classes, "classes of a category must not be null");
    return new CsvColumns(
        values, Optional.of(new Category(name, Arrays.asList(classes))), context, origins);
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
    checkNotNull(names, "names of columns must not be null");
    ImmutableList.Builder<String> all = ImmutableList.<String>builder().addAll(context);
    for (String name : names) {
      all.add(checkName(name));
    }
    return new CsvColumns(values, category, all.build(), origins);
  }

  /**
   * The same with an origin for a column of numbers, whole ones and context included: what is read
   * from the file becomes {@code float32(x − origin)}, with the difference taken in double. It
   * serves numbers that are large beside their differences, such as times, dates as 20240131 or
   * coordinates in metres; any number near them will do, and data that one model shall see need the
   * same one. Log-probabilities stay as they are, because a shift does not change a density.
   *
   * <p>What comes out of the data set, or of a model, is still x − origin. In the units of the file
   * it is {@code x = value + origin(name)}, added in double; for whole numbers {@code x =
   * floor(value) + origin(name)}. From context that a model is given later, subtract the origin
   * first.
   *
   * @param name of a column that is here already
   * @param origin what to subtract; finite, and a whole number for a column of whole numbers
   * @return a copy; another origin of that column is replaced
   * @throws IllegalArgumentException if there is no such column of numbers, or the origin does not
   *     fit
   */
  public CsvColumns withOrigin(String name, double origin) {
    checkName(name);
    Map<String, Double> all = new LinkedHashMap<>(origins);
    all.put(name, origin);
    return new CsvColumns(values, category, context, all);
  }

  /**
   * What is subtracted from the numbers of a column before they become float32: the x of the file
   * is {@code value + origin(name)}, added in double.
   *
   * @param name of a column of values or context
   * @return 0 unless {@link #withOrigin} says otherwise
   * @throws IllegalArgumentException if there is no such column of numbers
   */
  public double origin(String name) {
    double origin = origins.getOrDefault(checkName(name), 0.0);
    checkOrigin(name, origin, values, context);
    return origin;
  }

  private static List<Value> values(String[] names, boolean whole) {
    checkNotNull(names, "names of columns must not be null");
    ImmutableList.Builder<Value> values = ImmutableList.builder();
    for (String name : names) {
      values.add(new Value(name, whole));
    }
    return values.build();
  }

  private static String checkName(String name) {
    return checkNotNull(name, "the name of a column must not be null");
  }
}
