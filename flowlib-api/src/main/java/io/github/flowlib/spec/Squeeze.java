package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Trades space for channels: every block of {@code f × f} pixels becomes one pixel with f² times as
 * many channels, {@code [h, w, c] → [h/f, w/f, f²c]}.
 *
 * <p>z[i, j, (a·f + b)·c + k] = x[f·i + a, f·j + b, k] for a, b = 0 … f − 1; log |det ∂z/∂x| = 0.
 *
 * <p>Source: Dinh, Sohl-Dickstein, Bengio 2017, Density estimation using Real NVP, §3.6 (arXiv
 * 1605.08803).
 *
 * @param factor f, at least 2
 */
public record Squeeze(int factor) implements Transform {

  /**
   * Checks the argument.
   *
   * @param factor see {@link #factor()}
   * @throws IllegalArgumentException if the factor is below 2
   */
  public Squeeze {
    checkArgument(factor >= 2, "factor must be at least 2, but was %s", factor);
  }

  @Override
  public EventShape output(EventShape input) {
    checkArgument(
        input.isImage(), "squeezing needs an image [h, w, c], but the event is %s", input);
    checkArgument(
        input.size(0) % factor == 0 && input.size(1) % factor == 0,
        "squeezing needs a height and a width that are multiples of %s, but the event is %s; pad or crop the images,"
            + " or squeeze less often",
        factor,
        input);
    return EventShape.image(
        input.size(0) / factor, input.size(1) / factor, input.size(2) * factor * factor);
  }
}
