package io.github.flowlib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making data sets and reading them; parts of them are in {@link DatasetPartsTest}. */
class DatasetTest {

  @Test
  void rowsComeBack() {
    Dataset data = Dataset.of(new float[][] {{1, 2, 3}, {4, 5, 6}});

    assertThat(data.rows()).isEqualTo(2);
    assertThat(data.dimension()).isEqualTo(3);
    assertThat(data.row(1)).containsExactly(4, 5, 6);
    assertThat(data.toArray()).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(data.hasLabels()).isFalse();
    assertThat(data.contextWidth()).isZero();
    assertThat(data).hasToString("Dataset[2 x 3]");
  }

  @Test
  void flatValuesAreCutIntoRows() {
    Dataset data = Dataset.ofFlat(new float[] {1, 2, 3, 4, 5, 6}, 2);

    assertThat(data.toArray()).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}, {5, 6}});
  }

  @Test
  void rowsAreCopiedInAndOut() {
    float[][] rows = {{1, 2}, {3, 4}};
    Dataset data = Dataset.of(rows);
    rows[0][0] = 99;
    data.row(0)[0] = 99;
    data.toArray()[0][0] = 99;

    assertThat(data.toArray()).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
  }

  @Test
  void copyRowLeavesTheRestOfItsTargetAlone() {
    Dataset data = Dataset.of(new float[][] {{1, 2}, {3, 4}});
    float[] target = {-1, -1, -1, -1};
    data.copyRow(1, target, 1);

    assertThat(target).containsExactly(-1, 3, 4, -1);
  }

  @Test
  void labelsAreCopiedInAndOut() {
    int[] labels = {7, 0};
    Dataset data = Dataset.of(new float[][] {{1}, {2}}).withLabels(labels);
    labels[0] = 99;
    data.labels()[0] = 99;

    assertThat(data.hasLabels()).isTrue();
    assertThat(data.labels()).containsExactly(7, 0);
    assertThat(data.label(0)).isEqualTo(7);
    assertThat(data).hasToString("Dataset[2 x 1, labels]");
  }

  @Test
  void contextIsCopiedInAndOut() {
    float[][] context = {{1, 2, 3}, {4, 5, 6}};
    Dataset data = Dataset.of(new float[][] {{1}, {2}}).withContext(context);
    context[1][0] = 99;
    data.context(1)[0] = 99;

    assertThat(data.contextWidth()).isEqualTo(3);
    assertThat(data.context(1)).containsExactly(4, 5, 6);
    assertThat(data).hasToString("Dataset[2 x 1, context of width 3]");
  }

  @Test
  void labelsAndContextGoTogetherAndLeaveTheOriginalAlone() {
    Dataset plain = Dataset.of(new float[][] {{1}, {2}});
    Dataset both = plain.withLabels(new int[] {3, 4}).withContext(new float[][] {{5}, {6}});
    Dataset relabelled = both.withLabels(new int[] {8, 9});

    assertThat(plain.hasLabels()).isFalse();
    assertThat(plain.contextWidth()).isZero();
    assertThat(both.labels()).containsExactly(3, 4);
    assertThat(both.context(0)).containsExactly(5);
    assertThat(both).hasToString("Dataset[2 x 1, labels, context of width 1]");
    assertThat(relabelled.labels()).containsExactly(8, 9);
    assertThat(relabelled.context(1)).containsExactly(6);
  }

  @Test
  void thereAreRowsOfOneWidth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(new float[0][]))
        .withMessage("a data set must have at least 1 row, but had 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(new float[][] {{1, 2}, {3, 4}, {5}}))
        .withMessage("all rows must be as wide as row 0 (2 values), but row 2 has 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(new float[][] {{}, {}}))
        .withMessage("dimension must be at least 1, but was 0");
  }

  @Test
  void allValuesFitIntoOneArray() {
    float[][] rows = new float[70_000][];
    Arrays.fill(rows, new float[40_000]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(rows))
        .withMessage(
            "a data set must have at most 2147483639 values, but would have 2800000000 (70000 rows of"
                + " 40000); use fewer rows, or fewer columns");
  }

  @Test
  void flatValuesAreWholeRows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.ofFlat(new float[] {1, 2}, 0))
        .withMessage("dimension must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.ofFlat(new float[0], 3))
        .withMessage("values must hold at least 1 whole row of 3 values, but were 0 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.ofFlat(new float[] {1, 2, 3, 4}, 3))
        .withMessage("values must hold at least 1 whole row of 3 values, but were 4 values");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valuesThatAreNotFiniteAreNamed(float value) {
    String message =
        "values must be finite, but row 1, column 2 is " + value + "; remove or impute it";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(new float[][] {{1, 2, 3}, {4, 5, value}}))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.ofFlat(new float[] {1, 2, 3, 4, 5, value}, 3))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Dataset.of(new float[][] {{1}, {2}})
                    .withContext(new float[][] {{1, 2, 3}, {4, 5, value}}))
        .withMessage(
            "context must be finite, but row 1, column 2 is " + value + "; remove or impute it");
  }

  @Test
  void thereIsOneLabelPerRow() {
    Dataset data = Dataset.of(new float[][] {{1}, {2}, {3}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.withLabels(new int[] {1, 2}))
        .withMessage("there must be 1 label per row (3), but there were 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.withLabels(new int[] {1, -2, 3}))
        .withMessage("labels must be at least 0, but row 1 has -2");
  }

  @Test
  void thereIsOneContextVectorPerRow() {
    Dataset data = Dataset.of(new float[][] {{1}, {2}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.withContext(new float[][] {{1}}))
        .withMessage("there must be 1 context vector per row (2), but there were 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.withContext(new float[][] {{1, 2}, {1, 2, 3}}))
        .withMessage(
            "all context vectors must be as wide as that of row 0 (2 values, at least 1), but row 1"
                + " has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.withContext(new float[][] {{}, {}}))
        .withMessage(
            "all context vectors must be as wide as that of row 0 (0 values, at least 1), but row 0"
                + " has 0");
  }

  @Test
  void missingLabelsAndContextSayHowToAddThem() {
    Dataset data = Dataset.of(new float[][] {{1}});
    assertThatIllegalStateException()
        .isThrownBy(() -> data.label(0))
        .withMessage("this data set has no labels; add them with withLabels(...)");
    assertThatIllegalStateException()
        .isThrownBy(data::labels)
        .withMessage("this data set has no labels; add them with withLabels(...)");
    assertThatIllegalStateException()
        .isThrownBy(() -> data.context(0))
        .withMessage("this data set has no context; add it with withContext(...)");
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullsAreNamed() {
    Dataset data = Dataset.of(new float[][] {{1}, {2}});
    assertNull(() -> Dataset.of(null), "rows must not be null");
    assertNull(
        () -> Dataset.of(new float[][] {null, {1}}),
        "rows must not contain null, but row 0 is null");
    assertNull(
        () -> Dataset.of(new float[][] {{1}, null}),
        "rows must not contain null, but row 1 is null");
    assertNull(() -> Dataset.ofFlat(null, 1), "values must not be null");
    assertNull(
        () -> data.withLabels(null), "labels must not be null; withoutLabels() removes them");
    assertNull(() -> data.withContext(null), "context must not be null");
    assertNull(
        () -> data.withContext(new float[][] {null, {1}}),
        "context must not contain null, but that of row 0 is null");
    assertNull(
        () -> data.withContext(new float[][] {{1}, null}),
        "context must not contain null, but that of row 1 is null");
    assertNull(() -> data.copyRow(0, null, 0), "target must not be null");
    assertNull(() -> data.concat(null), "rows to be added must not be null");
    assertNull(() -> data.select(null), "indices must not be null");
    assertNull(() -> new Dataset.Split(null, data), "first part must not be null");
    assertNull(() -> new Dataset.Split(data, null), "rest must not be null");
  }

  private static void assertNull(ThrowingCallable call, String message) {
    assertThatNullPointerException().isThrownBy(call).withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 100})
  void rowsBeyondTheLastAreRefused(int index) {
    Dataset data =
        Dataset.of(new float[][] {{1}, {2}})
            .withLabels(new int[] {0, 1})
            .withContext(new float[][] {{1}, {2}});
    String message = "row (" + index + ") must be less than size (2)";
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> data.row(index))
        .withMessage(message);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> data.label(index))
        .withMessage(message);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> data.context(index))
        .withMessage(message);
  }
}
