package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Lists;
import io.github.flowlib.internal.Copies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Permutation, data → noise: z_j = x_order(j); log |det ∂z/∂x| = 0.
 *
 * <p>The order is written down here, so that it is saved with the model and never drawn again.
 *
 * @param order every position of the flat row once
 */
public record Permutation(List<Integer> order) implements Transform {

  /**
   * Checks the order.
   *
   * @param order see {@link #order()}
   * @throws IllegalArgumentException if a position is missing or comes twice
   */
  public Permutation {
    order = Copies.of(order, "order");
    boolean[] seen = new boolean[order.size()];
    for (int position : order) {
      checkArgument(
          position >= 0 && position < seen.length && !seen[position],
          "order must name every position 0 to %s once, but %s is out of range or comes twice",
          seen.length - 1,
          position);
      seen[position] = true;
    }
  }

  /**
   * The last value first.
   *
   * @param d values in a row, at least 1
   * @return the permutation
   */
  public static Permutation reverse(int d) {
    return new Permutation(Lists.reverse(identity(d)));
  }

  /**
   * A random order.
   *
   * @param d values in a row, at least 1
   * @param seed the same seed gives the same order
   * @return the permutation
   */
  public static Permutation random(int d, long seed) {
    List<Integer> order = identity(d);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = d - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    return new Permutation(order);
  }

  private static List<Integer> identity(int d) {
    checkArgument(d >= 1, "a permutation must have at least 1 position, but had %s", d);
    return new ArrayList<>(IntStream.range(0, d).boxed().toList());
  }

  @Override
  public EventShape output(EventShape input) {
    checkArgument(
        order.size() == input.dimension(),
        "a permutation of %s positions needs an event with as many values, but it is %s",
        order.size(),
        input);
    return input;
  }
}
