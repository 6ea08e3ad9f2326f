package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Lets the last channels of an image go: they are noise already and skip all transforms that
 * follow, {@code [h, w, c] → [h, w, c − channels]}. So a flow of several scales spends its work on
 * the coarse ones.
 *
 * <p>In the noise z of a flow, what leaves first comes first, row by row, and what came through all
 * transforms comes last. On the way back it is put behind the channels that stayed. log |det ∂z/∂x|
 * = 0.
 *
 * <p>Source: Dinh, Sohl-Dickstein, Bengio 2017, Density estimation using Real NVP, §3.6 (arXiv
 * 1605.08803).
 *
 * @param channels how many leave, at least 1; at least one must stay
 */
public record FactorOut(int channels) implements Transform {

  /**
   * Checks the argument.
   *
   * @param channels see {@link #channels()}
   * @throws IllegalArgumentException if no channel leaves
   */
  public FactorOut {
    checkArgument(
        channels >= 1, "channels to factor out must be at least 1, but were %s", channels);
  }

  @Override
  public EventShape output(EventShape input) {
    checkArgument(
        input.isImage(), "factoring out needs an image [h, w, c], but the event is %s", input);
    checkArgument(
        channels < input.size(2),
        "channels to factor out must be fewer than there are, but are %s of %s; squeeze first",
        channels,
        input);
    return EventShape.image(input.size(0), input.size(1), input.size(2) - channels);
  }

  @Override
  public int leaving(EventShape input) {
    return input.size(0) * input.size(1) * channels;
  }
}
