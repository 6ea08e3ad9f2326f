package io.github.flowlib.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether float32 tells the numbers of a column apart.
 *
 * <p>Of measurements with all the digits of double some always fall together, and nothing is lost:
 * steps of float32 are much finer than anything that their density shows. So a column is refused if
 * fewer than 99 in a hundred of its different numbers are left, and if either
 *
 * <ul>
 *   <li>float32 is coarse: near the median its numbers are farther apart than a ten-thousandth of
 *       the range that the column has without a twentieth of its numbers at either end, or
 *   <li>the column is evenly spaced, as times and dates are (more than half of the steps from one
 *       number to the next are alike, to a tenth), and an origin would keep these steps.
 * </ul>
 */
final class FloatResolution {

  /** The share of different numbers that may fall together with others. */
  private static final double NEGLIGIBLE = 0.01;

  /** The share of the range that steps of float32 may be wide; no flow tells what is finer. */
  private static final double COARSE = 1e-4;

  /** The share of the numbers at either end that does not count for the range: outliers. */
  private static final double TAIL = 0.05;

  /** Steps that differ by less than this share of them are alike. */
  private static final double ALIKE = 0.1;

  /** Numbers closer than this share of them are the same one, but for the arithmetic behind it. */
  private static final double SAME = 1e-13;

  /** How many ranges an origin that is advised may be away. */
  private static final double NEAR = 10;

  /** More than enough for every double. */
  private static final int MAX_DIGITS = 17;

  /** The different numbers of the column, ascending. */
  private final double[] numbers;

  private FloatResolution(double[] numbers) {
    this.numbers = numbers;
  }

  /**
   * Says what is lost, if it matters, and what to do.
   *
   * @param name of the column
   * @param column its numbers, finite; sorted here
   * @param origin what is subtracted from them
   */
  static Optional<String> problem(String name, double[] column, double origin) {
    FloatResolution resolution = new FloatResolution(different(column));
    return resolution.loses(origin)
        ? Optional.of(resolution.describe(name, origin))
        : Optional.empty();
  }

  private static double[] different(double[] column) {
    Arrays.sort(column);
    double[] different = new double[column.length];
    int count = 0;
    for (double x : column) {
      if (count == 0 || x - different[count - 1] > SAME * Math.abs(x)) {
        different[count++] = x;
      }
    }
    return Arrays.copyOf(different, count);
  }

  private boolean loses(double origin) {
    int kept = kept(origin);
    double negligible = NEGLIGIBLE * numbers.length;
    return numbers.length - kept > negligible
        && (isCoarse(origin) || (kept(median()) - kept > negligible && isEven()));
  }

  /** How many numbers are left as float32. */
  private int kept(double origin) {
    int kept = 1;
    for (int i = 1; i < numbers.length; i++) {
      kept += single(i, origin) == single(i - 1, origin) ? 0 : 1;
    }
    return kept;
  }

  private float single(int i, double origin) {
    return (float) (numbers[i] - origin);
  }

  private double median() {
    return numbers[numbers.length / 2];
  }

  private double range() {
    int last = numbers.length - 1;
    int tail = (int) (TAIL * last);
    return numbers[last - tail] - numbers[tail];
  }

  private boolean isCoarse(double origin) {
    return Math.ulp(single(numbers.length / 2, origin)) > COARSE * range();
  }

  private boolean isEven() {
    double[] steps = new double[numbers.length - 1];
    Arrays.setAll(steps, i -> numbers[i + 1] - numbers[i]);
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    double typical = sorted[sorted.length / 2];
    long alike =
        Arrays.stream(steps).filter(step -> Math.abs(step - typical) <= ALIKE * typical).count();
    return 2 * alike > steps.length;
  }

  private String describe(String name, double origin) {
    int from = 0;
    int to = 0;
    int first = 0;
    for (int i = 1; i < numbers.length; i++) {
      if (single(i, origin) != single(first, origin)) {
        first = i;
      } else if (numbers[i] - numbers[first] > numbers[to] - numbers[from]) {
        from = first;
        to = i;
      }
    }
    return "column %s has %s different numbers%s, of which float32 keeps %s: %s and %s become one; %s"
        .formatted(
            name,
            numbers.length,
            origin == 0 ? "" : " less its origin " + origin,
            kept(origin),
            plain(numbers[from]),
            plain(numbers[to]),
            advice(name));
  }

  /** The roundest origin that is near. */
  private String advice(String name) {
    for (int digits = 1; digits <= MAX_DIGITS; digits++) {
      double origin = new BigDecimal(median()).round(new MathContext(digits)).doubleValue();
      if (Math.abs(median() - origin) <= NEAR * range() && !loses(origin)) {
        return "subtract an origin before, such as withOrigin(\"%s\", %s)".formatted(name, origin);
      }
    }
    return "write the column in a smaller unit, so that its numbers are larger";
  }

  private static String plain(double number) {
    double size = Math.abs(number);
    return size == 0 || (size >= 1e-5 && size < 1e17)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }
}
