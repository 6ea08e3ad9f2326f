package io.github.flowlib;

import static com.google.common.base.Preconditions.checkState;

import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.EventShape;
import org.jspecify.annotations.Nullable;

/**
 * What all presets have in common: the data and the context.
 *
 * <p>Bad values are found when a method is called ({@link IllegalArgumentException}); options that
 * contradict each other when the model is built ({@link IllegalStateException}). Later calls
 * replace earlier ones.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ModelBuilder<B extends ModelBuilder<B>>
    permits FlowBuilder, Vae.Builder {

  private @Nullable EventShape event;
  private ContextSpec context = new ContextSpec.None();

  ModelBuilder() {}

  /**
   * The data are grey 8-bit images: flat rows of whole numbers 0 … 255.
   *
   * @param height rows of pixels, at least 1
   * @param width pixels in a row, at least 1
   * @return this builder
   */
  public B image(int height, int width) {
    event = EventShape.image(height, width, 1);
    return self();
  }

  /**
   * The data are vectors of continuous numbers.
   *
   * @param d numbers in a row, at least 1
   * @return this builder
   */
  public B dimension(int d) {
    event = EventShape.vector(d);
    return self();
  }

  /**
   * Conditions the model on a class label: its one-hot vector is concatenated to the input of every
   * network. Replaces {@link #context}.
   *
   * @param classes at least 2; labels are 0 … classes − 1
   * @return this builder
   */
  public B conditional(int classes) {
    context = new ContextSpec.Classes(classes);
    return self();
  }

  /**
   * Conditions the model on a vector of numbers, concatenated to the input of every network.
   * Replaces {@link #conditional}.
   *
   * @param width numbers per row, at least 1
   * @return this builder
   */
  public B context(int width) {
    context = new ContextSpec.Vector(width);
    return self();
  }

  /** The shape of a row, which must be known by now. */
  EventShape event() {
    EventShape shape = event;
    checkState(
        shape != null,
        "call image(height, width) or dimension(d) before build(): the size of the data is not known");
    return shape;
  }

  ContextSpec context() {
    return context;
  }

  @SuppressWarnings("unchecked") // B is this class: the hierarchy is sealed
  B self() {
    return (B) this;
  }
}
