package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.github.flowlib.internal.GuavaVersion;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all presets have in common: the data and the context.
 *
 * <p>Bad values are found when a method is called ({@link IllegalArgumentException}); options that
 * contradict each other when the model is built ({@link IllegalStateException}). A later call of an
 * option replaces an earlier one.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ModelBuilder<B extends ModelBuilder<B>>
    permits FlowBuilder, VAE.Builder {

  private @Nullable EventShape image;
  private @Nullable EventShape vector;
  private Context.@Nullable Classes classes;
  private Context.@Nullable Vector numbers;
  private boolean rawContext;
  private ImmutableList<Integer> embedding = ImmutableList.of();

  ModelBuilder() {
    GuavaVersion.check();
  }

  /**
   * The data are grey 8-bit images: flat rows of whole numbers 0 … 255.
   *
   * @param height rows of pixels, at least 1
   * @param width pixels in a row, at least 1
   * @return this builder
   */
  public B image(int height, int width) {
    image = EventShape.image(height, width, 1);
    return self();
  }

  /**
   * Conditions the model on a class label: its one-hot vector is concatenated to the input of every
   * network. Together with {@link #context} it is conditioned on both: p(x | y, c).
   *
   * @param classes at least 2; labels are 0 … classes − 1
   * @return this builder
   */
  public B conditional(int classes) {
    this.classes = Context.classes(classes);
    return self();
  }

  /**
   * Conditions the model on a vector of numbers, concatenated to the input of every network.
   * Together with {@link #conditional} it is conditioned on both: p(x | y, c).
   *
   * <p>Numbers may have any units: networks see them standardised, by mean and standard deviation
   * over the training rows of the first {@code fit}, see {@link Context.Vector}; {@link
   * #rawContext} switches that off.
   *
   * @param width numbers per row, at least 1
   * @return this builder
   */
  public B context(int width) {
    numbers = Context.vector(width);
    return self();
  }

  /**
   * Networks see the numbers of {@link #context} as they are. Such numbers should have a mean of
   * about 0 and a standard deviation of about 1, or what networks learn of them is little or
   * nothing. Default: numbers are standardised.
   *
   * @return this builder
   */
  public B rawContext() {
    rawContext = true;
    return self();
  }

  /**
   * Gives every network an embedding of the context in its place: the output of one small network
   * that all of them share and that is trained with them, see {@link Context.Embedded}. It helps
   * where many classes or numbers of context would have to be understood by every layer anew.
   * Default: every network reads the context itself.
   *
   * @param units of each layer, each at least 1: hidden ones with the nonlinearity of the other
   *     networks, and last the width of the embedding, linear; {@code embedding(16)} is a table
   *     with 16 numbers for every label
   * @return this builder
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public B embedding(int... units) {
    checkNotNull(units, "units of an embedding must not be null");
    checkArgument(
        units.length >= 1,
        "embedding must name the units of at least 1 layer (the last is the width of the embedding),"
            + " but named 0");
    for (int each : units) {
      checkArgument(
          each >= 1,
          "layers of an embedding must have at least 1 unit each, but were %s",
          Ints.asList(units));
    }
    embedding = ImmutableList.copyOf(Ints.asList(units));
    return self();
  }

  /** For those builders that serve vectors as well as images. */
  final B vectors(int d) {
    vector = EventShape.vector(d);
    return self();
  }

  /** How to tell the size of the data, for the message that it is not known. */
  String waysToTellTheSize() {
    return "image(height, width) or dimension(d)";
  }

  /** The shape of a row, which must be known by now. */
  private EventShape event() {
    checkState(
        image == null || vector == null,
        "the data are either images or vectors, but image(...) says that they are %s and dimension(...) %s;"
            + " leave out one",
        image,
        vector);
    EventShape shape = image != null ? image : vector;
    checkState(
        shape != null,
        "call %s before build(): the size of the data is not known",
        waysToTellTheSize());
    return shape;
  }

  /**
   * Builds for the shape of a row. Options that were fine each but do not fit together may be found
   * by a record's own check, which knows nothing of options.
   */
  final <S> S built(Function<EventShape, S> build) {
    EventShape shape = event();
    try {
      return build.apply(shape);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The context, with that nonlinearity in its embedding if there is one. */
  Context context(Activation activation) {
    Context context = plainContext();
    if (embedding.isEmpty()) {
      return context;
    }
    checkState(
        !(context instanceof Context.None),
        "embedding(...) needs a context to embed; call conditional(classes) or context(width), or leave"
            + " it out");
    int last = embedding.size() - 1;
    return Context.embedded(
        context, new Conditioner.Mlp(embedding.subList(0, last), activation), embedding.get(last));
  }

  private Context plainContext() {
    checkState(
        numbers != null || !rawContext,
        "rawContext() needs numbers of context; call context(width), or leave it out");
    if (numbers == null) {
      return classes != null ? classes : Context.none();
    }
    if (classes == null) {
      return rawContext ? numbers.raw() : numbers;
    }
    Context.ClassesAndVector both = Context.classesAndVector(classes.classes(), numbers.width());
    return rawContext ? both.raw() : both;
  }

  @SuppressWarnings("unchecked") // B is this class: the hierarchy is sealed
  B self() {
    return (B) this;
  }
}
