package io.github.flowlib.samples.exercises;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/** Picks pairs of different digits from a labelled data set. */
public final class DigitPairs {

  /** Pairs between which a stroke opens, closes, bends or moves. */
  private static final int[][] WANTED = {{3, 8}, {4, 9}, {1, 7}, {0, 6}, {2, 5}, {7, 2}};

  /**
   * Two rows of the data.
   *
   * @param from the row of the one
   * @param to the row of the other
   */
  public record Pair(int from, int to) {}

  private DigitPairs() {}

  /**
   * The pairs of classes that are there, with images that the seed chooses.
   *
   * @throws IllegalArgumentException if there are not two classes
   */
  public static ImmutableList<Pair> of(Dataset data, long seed) {
    int[] order = Dataset.permutation(data.rows(), seed);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < WANTED.length; i++) {
      // Another image of a digit that was shown already: begin to search somewhere else.
      int start = data.rows() / WANTED.length * i;
      int from = find(data, order, start, WANTED[i][0]);
      int to = find(data, order, start, WANTED[i][1]);
      if (from >= 0 && to >= 0) {
        pairs.add(new Pair(from, to));
      }
    }
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(
          "the test set has too few different digits to interpolate between; use more rows");
    }
    return ImmutableList.copyOf(pairs);
  }

  private static int find(Dataset data, int[] order, int start, int label) {
    for (int i = 0; i < order.length; i++) {
      int row = order[(start + i) % order.length];
      if (data.label(row) == label) {
        return row;
      }
    }
    return -1;
  }
}
