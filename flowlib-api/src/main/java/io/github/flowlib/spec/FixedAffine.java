package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Doubles;
import io.github.flowlib.internal.Copies;
import java.util.List;

/**
 * Shift and scale that are known beforehand, data → noise: z = (x − shift) / scale; log |det ∂z/∂x|
 * = −Σ log scale.
 *
 * <p>Back: x = z · scale + shift. Brings columns whose units are known to about unit scale without
 * looking at data, and, unlike scaling them outside, keeps densities in the data's own units.
 * {@link Standardization} takes both from the data instead.
 *
 * @param shift in units of the data; one for all values, or one for each
 * @param scale in units of the data, positive; one for all values, or one for each
 */
public record FixedAffine(List<Double> shift, List<Double> scale) implements Transform {

  /**
   * Checks the numbers.
   *
   * @param shift see {@link #shift()}
   * @param scale see {@link #scale()}
   * @throws IllegalArgumentException if a list is empty, a shift is not finite, or a scale is not
   *     positive and finite, in float32
   */
  public FixedAffine {
    shift = Copies.of(shift, "shift");
    scale = Copies.of(scale, "scale");
    checkArgument(
        !shift.isEmpty() && !scale.isEmpty(),
        "shift and scale must have 1 number or one for each value, but have %s and %s",
        shift.size(),
        scale.size());
    for (double each : shift) {
      checkArgument(
          Float.isFinite((float) each), "shift must be finite in float32, but was %s", each);
    }
    for (double each : scale) {
      checkArgument(
          (float) each >= Float.MIN_NORMAL && Float.isFinite((float) each),
          "scale must be positive and finite in float32, but was %s",
          each);
    }
  }

  /**
   * The same for all values.
   *
   * @param shift finite
   * @param scale positive
   * @return the transform
   */
  public static FixedAffine of(double shift, double scale) {
    return new FixedAffine(List.of(shift), List.of(scale));
  }

  /**
   * One shift and one scale for each value of the flat row.
   *
   * @param shift finite
   * @param scale positive
   * @return the transform
   */
  public static FixedAffine of(double[] shift, double[] scale) {
    return new FixedAffine(Doubles.asList(shift), Doubles.asList(scale));
  }

  @Override
  public EventShape output(EventShape input) {
    checkSize("shift", shift.size(), input);
    checkSize("scale", scale.size(), input);
    return input;
  }

  private static void checkSize(String name, int size, EventShape input) {
    checkArgument(
        size == 1 || size == input.dimension(),
        "%s must have 1 number or one for each of the %s values of an event %s, but has %s",
        name,
        input.dimension(),
        input,
        size);
  }
}
