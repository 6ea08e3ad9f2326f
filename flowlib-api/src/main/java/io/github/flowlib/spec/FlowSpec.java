package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.flowlib.internal.Copies;
import java.util.List;

/**
 * A normalizing flow, complete: what the data look like, what they are conditioned on, the
 * transforms from data to noise, and the distribution of the noise.
 *
 * <p>The noise z is one row of d values: first what {@link FactorOut} transforms let go, in their
 * order, then what came through all transforms.
 *
 * <p>log p(x | y) = log p_base(f(x; y) | y) + log |det ∂f/∂x|, with f all transforms in order, in
 * nats per row and in the data's own units: preprocessing and its log-determinant are part of f.
 *
 * @param event the shape of one row of data
 * @param context what the flow is conditioned on
 * @param dequantization how discrete data become continuous
 * @param transforms from data to noise, in order; may be empty (the base distribution itself)
 * @param base the distribution of the noise
 */
public record FlowSpec(
    EventShape event,
    Context context,
    Dequantization dequantization,
    List<Transform> transforms,
    Base base)
    implements ModelSpec {

  /**
   * Chains the shapes through all transforms, so that a misfit is found here and not when the flow
   * runs.
   *
   * @param event see {@link #event()}
   * @param context see {@link #context()}
   * @param dequantization see {@link #dequantization()}
   * @param transforms see {@link #transforms()}
   * @param base see {@link #base()}
   * @throws IllegalArgumentException if a transform does not fit its place (the message names it),
   *     a conditional base has no context, or the transforms of variational dequantization do not
   *     fit the event
   */
  public FlowSpec {
    checkNotNull(event, "event must not be null");
    checkNotNull(context, "context must not be null");
    checkNotNull(dequantization, "dequantization must not be null");
    transforms = Copies.of(transforms, "transforms");
    checkNotNull(base, "base must not be null");
    dequantization.checkEvent(event);
    EventShape shape = event;
    int left = 0;
    for (int i = 0; i < transforms.size(); i++) {
      Transform transform = transforms.get(i);
      try {
        transform.checkPlace(i, dequantization);
        left += transform.leaving(shape);
        shape = transform.output(shape);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "transform " + i + " (" + transform.getClass().getSimpleName() + "): " + e.getMessage(),
            e);
      }
    }
    checkArgument(
        left + shape.dimension() == event.dimension(),
        "a flow must keep the number of values, but went from %s to %s",
        event,
        shape);
    checkArgument(
        !base.conditional() || !(context instanceof Context.None),
        "a base that is conditional needs a context, but the flow has none and its base is %s; call conditional(classes) or"
            + " context(width), or use a base that is not conditional",
        base);
  }

  /**
   * The values that data can have: whole numbers 0 … levels − 1 where they are dequantized,
   * otherwise what the first transform takes.
   *
   * @return an interval
   */
  @Override
  public Interval domain() {
    if (wholeNumbers()) {
      return Interval.closed(0, dequantization.levels() - 1.0);
    }
    return transforms.isEmpty() ? Interval.all() : transforms.get(0).domain();
  }

  /**
   * The values that one row takes in memory at its widest: in a transform, or in the components of
   * a mixture.
   *
   * @return at least the number of values of the event
   */
  public long widestRow() {
    int components = base instanceof Base.MixtureOfNormals mixture ? mixture.components() : 1;
    long widest = (long) components * event.dimension();
    EventShape shape = event;
    for (Transform transform : transforms) {
      widest = Math.max(widest, transform.widestRow(shape));
      shape = transform.output(shape);
    }
    return widest;
  }

  /** True where data are dequantized. */
  @Override
  public boolean wholeNumbers() {
    return dequantization.levels() > 0;
  }
}
