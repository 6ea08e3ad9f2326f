package io.github.flowlib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices, selections and random orders. Row i is (10 i, 10 i + 1), its label i, its context −i. */
class DatasetPartsTest {

  private static final Dataset TEN = numbered(10);

  @Test
  void sliceHoldsTheRowsBetween() {
    assertHolds(TEN.slice(3, 6), 3, 4, 5);
    assertHolds(TEN.slice(0, 10), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertHolds(TEN.slice(9, 10), 9);
  }

  @Test
  void slicesOfSlicesCountFromTheirOwnFirstRow() {
    Dataset slice = TEN.slice(2, 9).slice(1, 6);

    assertHolds(slice, 3, 4, 5, 6, 7);
    assertHolds(slice.head(2), 3, 4);
    assertHolds(slice.split(2).first(), 3, 4);
    assertHolds(slice.split(2).rest(), 5, 6, 7);
    assertHolds(slice.select(new int[] {4, 0}), 7, 3);
    assertHolds(slice.select(new int[] {4, 0, 2}).slice(1, 3), 3, 5);
  }

  @Test
  void sliceDoesNotReachBeyondItsEnd() {
    Dataset slice = TEN.slice(2, 5);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> slice.row(3))
        .withMessage("row (3) must be less than size (3)");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> slice.row(-1))
        .withMessage("row (-1) must not be negative");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> slice.label(3))
        .withMessage("row (3) must be less than size (3)");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> slice.context(-1))
        .withMessage("row (-1) must not be negative");
  }

  @Test
  void slicesTakeLabelsAndContextOfTheirOwn() {
    Dataset slice =
        TEN.slice(4, 7)
            .withLabels(new int[] {70, 71, 72})
            .withContext(new float[][] {{1, 2}, {3, 4}, {5, 6}});

    assertThat(slice.row(0)).containsExactly(40, 41);
    assertThat(slice.labels()).containsExactly(70, 71, 72);
    assertThat(slice.contextWidth()).isEqualTo(2);
    assertThat(slice.context(0)).containsExactly(1, 2);
    assertThat(slice.slice(1, 3).labels()).containsExactly(71, 72);
    assertThat(slice.slice(1, 3).context(1)).containsExactly(5, 6);
    assertHolds(TEN.slice(4, 7), 4, 5, 6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.slice(4, 7).withLabels(new int[10]))
        .withMessage("there must be 1 label per row (3), but there were 10");
  }

  @Test
  void partsOfDataWithoutLabelsHaveNone() {
    Dataset plain = Dataset.of(new float[][] {{1}, {2}, {3}});

    assertThat(plain.slice(1, 3)).hasToString("Dataset[2 x 1]");
    assertThat(plain.select(new int[] {2, 1})).hasToString("Dataset[2 x 1]");
    assertThat(plain.shuffled(1)).hasToString("Dataset[3 x 1]");
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "3, 3", "4, 3", "0, 0", "5, 11", "10, 10"})
  void sliceMustLieInside(int from, int to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.slice(from, to))
        .withMessage(
            "a slice must satisfy 0 <= from < to <= 10, but was from " + from + " to " + to);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 11})
  void headTakesRowsThatAreThere(int count) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.head(count))
        .withMessage("head must take 1 to 10 rows, but took " + count);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10, 11})
  void splitLeavesNoPartEmpty(int rowsInFirst) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.split(rowsInFirst))
        .withMessage(
            "split must leave at least 1 row in each part, but was " + rowsInFirst + " of 10 rows");
  }

  @Test
  void splitLosesNoRow() {
    Dataset.Split split = TEN.split(7);

    assertHolds(split.first(), 0, 1, 2, 3, 4, 5, 6);
    assertHolds(split.rest(), 7, 8, 9);
    assertHolds(TEN.head(10), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void selectTakesRowsInOrderAndAgain() {
    int[] indices = {5, 0, 5};
    Dataset selected = TEN.select(indices);
    indices[0] = 1;

    assertHolds(selected, 5, 0, 5);
  }

  @Test
  void selectNeedsRowsThatAreThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.select(new int[0]))
        .withMessage("a selection must name at least 1 row, but named 0");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> TEN.select(new int[] {0, 10}))
        .withMessage("row (10) must be less than size (10)");
  }

  @Test
  void aSelectionFitsIntoOneArray() {
    Dataset one = Dataset.ofFlat(new float[65_536], 65_536);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.select(new int[65_537])) // times the width, 65 536 as an int
        .withMessage(
            "a data set must have at most 2147483639 values, but would have 4295032832 (65537 rows of"
                + " 65536); use fewer rows, or fewer columns");
  }

  @Test
  void shuffledKeepsRowsTogetherWithLabelsAndContext() {
    Dataset shuffled = TEN.shuffled(3);

    assertHolds(shuffled, Dataset.permutation(10, 3));
    assertThat(shuffled.labels()).isNotEqualTo(TEN.labels());
    assertHolds(TEN, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(TEN.slice(2, 8).shuffled(3).labels()).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 17, 1000})
  void permutationHoldsEveryNumberOnce(int n) {
    int[] sorted = Dataset.permutation(n, 5);
    Arrays.sort(sorted);

    assertThat(sorted).isEqualTo(IntStream.range(0, n).toArray());
  }

  @Test
  void permutationIsFunctionOfItsSeed() {
    assertThat(Dataset.permutation(100, 1)).isEqualTo(Dataset.permutation(100, 1));
    assertThat(Dataset.permutation(100, 1)).isNotEqualTo(Dataset.permutation(100, 2));
    assertThat(TEN.shuffled(1).labels()).isEqualTo(TEN.shuffled(1).labels());
    assertThat(TEN.shuffled(1).labels()).isNotEqualTo(TEN.shuffled(2).labels());
  }

  /** 6000 seeds, 6 orders, 1000 of each expected: 150 is more than 5 standard deviations. */
  @Test
  void everyOrderIsEquallyLikely() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int seed = 0; seed < 6000; seed++) {
      counts.merge(Arrays.toString(Dataset.permutation(3, seed)), 1, Integer::sum);
    }

    assertThat(counts).hasSize(6);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
  }

  @Test
  void permutationIsNotOfNegativeLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.permutation(-1, 0))
        .withMessage("n must be at least 0, but was -1");
  }

  @Test
  void aShareAtRandomIsSeededAndLosesNothing() {
    Dataset.Split split = TEN.split(0.7, 3);
    assertThat(split.first().rows()).isEqualTo(7);
    assertThat(split.rest().rows()).isEqualTo(3);
    assertThat(split.first().concat(split.rest()).labels())
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(TEN.split(0.7, 3).first().labels()).containsExactly(split.first().labels());
    assertThat(TEN.split(0.7, 4).first().labels()).isNotEqualTo(split.first().labels());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
  void badSharesAreRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.split(share, 1))
        .withMessage("share must be above 0 and below 1, but was " + share);
  }

  @Test
  void aShareThatLeavesAnEmptyPartIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.split(0.01, 1))
        .withMessage("split must leave at least 1 row in each part, but was 0 of 10 rows");
  }

  @Test
  void rowsAreConcatenatedWithAllThatBelongsToThem() {
    assertHolds(TEN.slice(2, 4).concat(TEN.slice(7, 9)), 2, 3, 7, 8);
  }

  @Test
  void whatDoesNotFitIsNotConcatenated() {
    Dataset plain = Dataset.of(TEN.toArray());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.concat(Dataset.of(new float[][] {{1}})))
        .withMessage("rows to be added must have 2 values, but have 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.concat(plain))
        .withMessage(
            "rows to be added must have labels, but have none; add them with withLabels(...), or leave"
                + " them out of both with withoutLabels()");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.withoutLabels().concat(plain))
        .withMessage("rows to be added must have 1 numbers of context, but have 0");
  }

  @Test
  void labelsCanBeLeftOut() {
    Dataset slice = TEN.slice(3, 6).withoutLabels();
    assertThat(slice.hasLabels()).isFalse();
    assertThat(slice.toArray()).isDeepEqualTo(TEN.slice(3, 6).toArray());
    assertThat(slice.context(0)).containsExactly(-3);
    assertThat(slice.withoutLabels()).isSameAs(slice);
  }

  private static Dataset numbered(int rows) {
    float[][] values = new float[rows][];
    float[][] context = new float[rows][];
    for (int i = 0; i < rows; i++) {
      values[i] = new float[] {10 * i, 10 * i + 1};
      context[i] = new float[] {-i};
    }
    return Dataset.of(values).withLabels(IntStream.range(0, rows).toArray()).withContext(context);
  }

  private static void assertHolds(Dataset part, int... numbers) {
    assertThat(part.rows()).isEqualTo(numbers.length);
    assertThat(part.dimension()).isEqualTo(2);
    assertThat(part.labels()).containsExactly(numbers);
    assertThat(part.contextWidth()).isEqualTo(1);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(part.row(i)).containsExactly(10 * numbers[i], 10 * numbers[i] + 1);
      assertThat(part.context(i)).containsExactly(-numbers[i]);
    }
  }
}
