package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/** What a flow is conditioned on: nothing, a class label, or a vector of numbers. */
public sealed interface ContextSpec {

  /** No context: the flow models p(x). */
  record None() implements ContextSpec {
    @Override
    public int encodedWidth() {
      return 0;
    }
  }

  /**
   * A class label, given to every conditioner as a one-hot vector: the flow models p(x | y).
   *
   * @param classes how many classes there are, at least 2; labels are 0 … classes − 1
   */
  record Classes(int classes) implements ContextSpec {

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
    public int encodedWidth() {
      return classes;
    }
  }

  /**
   * A vector of numbers, given to every conditioner as it is: the flow models p(x | c).
   *
   * @param width numbers per row, at least 1
   */
  record Vector(int width) implements ContextSpec {

    /**
     * Checks the argument.
     *
     * @param width see {@link #width()}
     * @throws IllegalArgumentException if the width is below 1
     */
    public Vector {
      checkArgument(width >= 1, "context width must be at least 1, but was %s", width);
    }

    @Override
    public int encodedWidth() {
      return width;
    }
  }

  /**
   * How many numbers of context every conditioner sees in a row.
   *
   * @return 0, the number of classes (one-hot), or the width of the vector
   */
  int encodedWidth();
}
