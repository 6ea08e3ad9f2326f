package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

/**
 * What a model is conditioned on: nothing, a class label, a vector of numbers, or both; as it is or
 * through an embedding.
 */
public sealed interface Context {

  /** No context: the flow models p(x). */
  record None() implements Context {
    @Override
    public int classes() {
      return 0;
    }

    @Override
    public int vectorWidth() {
      return 0;
    }

    @Override
    public int encodedWidth() {
      return 0;
    }

    @Override
    public boolean standardized() {
      return false;
    }
  }

  /**
   * A class label, given to every conditioner as a one-hot vector: the flow models p(x | y).
   *
   * @param classes how many classes there are, at least 2; labels are 0 … classes − 1
   */
  record Classes(int classes) implements Context {

    /**
     * Checks the argument.
     *
     * @param classes see {@link #classes()}
     * @throws IllegalArgumentException if there are fewer than 2 classes
     */
    public Classes {
      checkArgument(classes >= 2, "classes must be at least 2, but was %s", classes);
    }

    @Override
    public int vectorWidth() {
      return 0;
    }

    @Override
    public int encodedWidth() {
      return classes;
    }

    @Override
    public boolean standardized() {
      return false;
    }
  }

  /**
   * A vector of numbers, given to every conditioner: the flow models p(x | c).
   *
   * <p>Standardised, conditioners see (c − μ) / σ: networks start for inputs of unit scale, and
   * would hardly hear numbers whose spread is small beside their mean. μ and σ are the mean and the
   * standard deviation of every number over the training rows of the first {@code fit}; they are
   * saved with the model, and a later {@code fit} keeps them. Of a number that is the same in all
   * of these rows (to the precision of float32) σ is 1. Before the first {@code fit} μ is 0 and σ
   * is 1. Whoever asks the model gives c in its own units.
   *
   * @param width numbers per row, at least 1
   * @param standardized false if conditioners see c as it is, as in files of versions that did not
   *     standardise
   */
  record Vector(int width, boolean standardized) implements Context {

    /**
     * Checks the arguments.
     *
     * @param width see {@link #width()}
     * @param standardized see {@link #standardized()}
     * @throws IllegalArgumentException if the width is below 1
     */
    public Vector {
      checkArgument(width >= 1, "context width must be at least 1, but was %s", width);
    }

    /**
     * The same with numbers as they are, for those that are of about unit scale already.
     *
     * @return the context, not standardised
     */
    public Vector raw() {
      return new Vector(width, false);
    }

    @Override
    public int classes() {
      return 0;
    }

    @Override
    public int vectorWidth() {
      return width;
    }

    @Override
    public int encodedWidth() {
      return width;
    }
  }

  /**
   * A class label and a vector of numbers, given to every conditioner as the one-hot vector and
   * behind it the numbers, standardised as those of a {@link Vector}: the flow models p(x | y, c).
   *
   * @param classes how many classes there are, at least 2; labels are 0 … classes − 1
   * @param width numbers per row, at least 1
   * @param standardized false if conditioners see the numbers as they are
   */
  record ClassesAndVector(int classes, int width, boolean standardized) implements Context {

    /**
     * Checks the arguments.
     *
     * @param classes see {@link #classes()}
     * @param width see {@link #width()}
     * @param standardized see {@link #standardized()}
     * @throws IllegalArgumentException if there are fewer than 2 classes, or the width is below 1
     */
    public ClassesAndVector {
      classes = new Classes(classes).classes();
      width = new Vector(width, standardized).width();
    }

    /**
     * The same with numbers as they are, for those that are of about unit scale already.
     *
     * @return the context, not standardised
     */
    public ClassesAndVector raw() {
      return new ClassesAndVector(classes, width, false);
    }

    @Override
    public int vectorWidth() {
      return width;
    }

    @Override
    public int encodedWidth() {
      return classes + width;
    }
  }

  /**
   * Another context, of which every conditioner sees e = h(context) in its place: an embedding by
   * one network h that all layers share and that is trained with them.
   *
   * <p>h reads the one-hot vector and the numbers (standardised, if they are), {@code a ← f(W a +
   * b)} for each hidden layer, then a linear layer; without hidden layers the embedding of a label
   * is a row of weights. It starts so that the numbers of e are of about unit scale for a context
   * of unit scale: hidden weights uniform in ±√(6 / k), last ones in ±√(3 / k), for k inputs (a
   * label counts as one of them, and a label and a vector are as strong as one another); biases
   * start at zero.
   *
   * @param context what is embedded: classes, a vector, or both
   * @param network the hidden layers of h; none gives a linear map
   * @param width the numbers of e, at least 1
   */
  record Embedded(Context context, Conditioner.Mlp network, int width) implements Context {

    /**
     * Checks the arguments.
     *
     * @param context see {@link #context()}
     * @param network see {@link #network()}
     * @param width see {@link #width()}
     * @throws IllegalArgumentException if there is nothing to embed, the context is an embedding
     *     itself, the network has dropout, or the width is below 1
     */
    public Embedded {
      checkNotNull(context, "context must not be null");
      checkNotNull(network, "network must not be null");
      checkArgument(
          !(context instanceof None) && !(context instanceof Embedded),
          "an embedding must be one of classes, a vector or both, but was one of %s",
          context);
      checkArgument(
          network.dropout().isEmpty(),
          "the network of an embedding must be without dropout, but was %s",
          network);
      checkArgument(width >= 1, "the width of an embedding must be at least 1, but was %s", width);
    }

    @Override
    public int classes() {
      return context.classes();
    }

    @Override
    public int vectorWidth() {
      return context.vectorWidth();
    }

    @Override
    public int encodedWidth() {
      return width;
    }

    @Override
    public boolean standardized() {
      return context.standardized();
    }
  }

  /**
   * No context.
   *
   * @return the context
   */
  static None none() {
    return new None();
  }

  /**
   * A class label.
   *
   * @param classes at least 2
   * @return the context
   */
  static Classes classes(int classes) {
    return new Classes(classes);
  }

  /**
   * A vector of numbers, standardised; {@link Vector#raw()} switches that off.
   *
   * @param width numbers per row, at least 1
   * @return the context
   */
  static Vector vector(int width) {
    return new Vector(width, true);
  }

  /**
   * A class label and a vector of numbers, standardised; {@link ClassesAndVector#raw()} switches
   * that off.
   *
   * @param classes at least 2
   * @param width numbers per row, at least 1
   * @return the context
   */
  static ClassesAndVector classesAndVector(int classes, int width) {
    return new ClassesAndVector(classes, width, true);
  }

  /**
   * An embedding of another context.
   *
   * @param context classes, a vector, or both
   * @param network the hidden layers, without dropout
   * @param width the numbers of the embedding, at least 1
   * @return the context
   */
  static Embedded embedded(Context context, Conditioner.Mlp network, int width) {
    return new Embedded(context, network, width);
  }

  /**
   * How many classes a label can name.
   *
   * @return 0 if rows have no label
   */
  int classes();

  /**
   * How many numbers the vector of a row has.
   *
   * @return 0 if rows have no vector
   */
  int vectorWidth();

  /**
   * How many numbers of context every conditioner sees in a row.
   *
   * @return 0, the number of classes (one-hot), the width of the vector, both together, or the
   *     width of the embedding
   */
  int encodedWidth();

  /**
   * Whether conditioners see the numbers of the vector standardised, see {@link Vector}.
   *
   * @return false if they see them as they are, or if there are none
   */
  boolean standardized();
}
