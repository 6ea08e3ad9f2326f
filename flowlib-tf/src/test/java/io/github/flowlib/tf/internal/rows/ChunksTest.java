package io.github.flowlib.tf.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.flowlib.tf.internal.device.Threads;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Init;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunksTest {

  private static final int ROWS = 2_345;

  @Test
  void everyRowComesOnce() {
    try (GraphSession narrow = new GraphSession()) {
      AtomicIntegerArray times = new AtomicIntegerArray(ROWS);
      Chunks.spread(narrow, ROWS, 8, (number, from, to) -> count(times, from, to));
      Chunks.spreadFreely(narrow, ROWS, 8, (from, to) -> count(times, from, to));
      Chunks.forEach(ROWS, 8, (from, to) -> count(times, from, to));
      assertThat(Arrays.stream(ints(times)).distinct()).containsExactly(3);
    }
  }

  /** Samples are keyed by the number of their chunk, on any number of processors. */
  @Test
  void chunksThatAreCountedAreTheSameOnAllProcessors() {
    try (GraphSession narrow = new GraphSession();
        GraphSession wide = new GraphSession();
        GraphSession convolving = new GraphSession()) {
      wide.variables().scope("wide").trained("weights", Init.zeros(), 1024, 1024);
      convolving.variables().scope("net").trained("kernel", Init.zeros(), 3, 3, 8, 8);
      assertThat(narrow.isNarrow()).isTrue();
      assertThat(wide.isNarrow()).isFalse();
      assertThat(convolving.isNarrow()).isFalse();
      assertThat(starts(narrow))
          .isEqualTo(starts(wide))
          .isEqualTo(starts(convolving))
          .isEqualTo(Map.of(0, 0, 1, 1000, 2, 2000));
    }
  }

  /** A thread that computes alone is given a share of the rows, if that is worth waking it. */
  @Test
  void fewRowsAreSharedByThreadsIfTheyAreWorkEnough() {
    try (GraphSession small = new GraphSession();
        GraphSession larger = new GraphSession()) {
      small.variables().scope("small").trained("weights", Init.zeros(), 10, 10);
      larger.variables().scope("larger").trained("weights", Init.zeros(), 512, 512);
      assertThat(freely(small, 100)).containsExactly(0);
      assertThat(freely(larger, 16)).containsExactly(0);
      int size = Math.max(16, (100 + Threads.count() - 1) / Threads.count());
      assertThat(freely(larger, 100))
          .containsExactlyElementsOf(
              IntStream.iterate(0, from -> from < 100, from -> from + size).boxed().toList());
    }
  }

  private static SortedSet<Integer> freely(GraphSession session, int rows) {
    SortedSet<Integer> starts = Collections.synchronizedSortedSet(new TreeSet<>());
    Chunks.spreadFreely(session, rows, 8, (from, to) -> starts.add(from));
    return starts;
  }

  @Test
  void thereIsNoChunkWithoutRows() {
    try (GraphSession session = new GraphSession()) {
      Set<Integer> ends = new TreeSet<>();
      Chunks.spread(session, 0, 8, (number, from, to) -> ends.add(to));
      Chunks.spreadFreely(session, 0, 8, (from, to) -> ends.add(to));
      Chunks.forEach(0, 8, (from, to) -> ends.add(to));
      assertThat(ends).isEmpty();
      Chunks.forEach(2000, 8, (from, to) -> ends.add(to));
      assertThat(ends).containsExactly(1000, 2000);
    }
  }

  @Test
  void theFirstFailureIsThrownAsItIs() {
    try (GraphSession narrow = new GraphSession()) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  Chunks.spread(
                      narrow,
                      ROWS,
                      8,
                      (number, from, to) -> {
                        if (from > 0) {
                          throw new IllegalArgumentException("row " + from);
                        }
                      }))
          .withMessage("row 1000")
          .withNoCause();
    }
  }

  /** The first row of every chunk, by its number. */
  private static SortedMap<Integer, Integer> starts(GraphSession session) {
    SortedMap<Integer, Integer> starts = Collections.synchronizedSortedMap(new TreeMap<>());
    Chunks.spread(session, ROWS, 8, (number, from, to) -> starts.put(number, from));
    return starts;
  }

  private static void count(AtomicIntegerArray times, int from, int to) {
    for (int i = from; i < to; i++) {
      times.incrementAndGet(i);
    }
  }

  private static int[] ints(AtomicIntegerArray values) {
    int[] ints = new int[values.length()];
    Arrays.setAll(ints, values::get);
    return ints;
  }
}
