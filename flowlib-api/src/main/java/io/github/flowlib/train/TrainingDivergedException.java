package io.github.flowlib.train;

import io.github.flowlib.internal.Copies;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A loss or gradient was NaN or infinite. The model has the best weights from before; if there are
 * none yet, those it had before {@code fit}.
 */
public final class TrainingDivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** See {@link #step()}. */
  private final long step;

  /** See {@link #lastLosses()}. */
  @SuppressWarnings("serial") // newer compilers do not see that Copies gives one that can be
  private final List<Double> lastLosses;

  /** See {@link #firstNotFinite()}; an Optional could not be serialized. */
  private final @Nullable String firstNotFinite;

  /**
   * A new exception.
   *
   * @param step see {@link #step()}
   * @param lastLosses see {@link #lastLosses()}
   * @param firstNotFinite see {@link #firstNotFinite()}
   * @param message what was not finite, and what to do
   */
  public TrainingDivergedException(
      long step, List<Double> lastLosses, Optional<String> firstNotFinite, String message) {
    super(message);
    this.step = step;
    this.lastLosses = Copies.of(lastLosses, "last losses");
    this.firstNotFinite = firstNotFinite.orElse(null);
  }

  /**
   * The step at which it was noticed.
   *
   * @return counted from 1
   */
  public long step() {
    return step;
  }

  /**
   * The losses of the last steps, that of {@link #step()} at the end.
   *
   * @return up to five, in nats per row
   */
  public List<Double> lastLosses() {
    return lastLosses;
  }

  /**
   * The first part of the model whose output was not finite, such as {@code the output of transform
   * 3 (AffineCoupling)}.
   *
   * @return in words; empty if all were finite in the last step, so that a gradient, a weight or
   *     the validation loss was not
   */
  public Optional<String> firstNotFinite() {
    return Optional.ofNullable(firstNotFinite);
  }
}
