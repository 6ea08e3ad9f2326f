package io.github.flowlib.samples.exercises.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.Mnist;
import io.github.flowlib.mnist.SyntheticDigits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class DigitClassifierTest {

  private static final ClassifierProgress SILENT = (epoch, epochs, loss) -> {};

  @Test
  void readsDrawnDigitsThatItHasNotSeen() {
    List<Double> losses = new ArrayList<>();
    try (DigitClassifier classifier =
        DigitClassifier.train(
            SyntheticDigits.generate(2000, 1), 3, 0, (epoch, epochs, loss) -> losses.add(loss))) {
      assertThat(losses).hasSize(3);
      assertThat(losses.get(2)).isLessThan(losses.get(0));

      Dataset test = SyntheticDigits.generate(700, 2);
      assertThat(classifier.accuracy(test)).isGreaterThan(0.9);
      assertThat(classifier.features(test.toArray())).hasDimensions(700, DigitClassifier.FEATURES);
    }
  }

  /** A longer training of {@code conditional-realnvp} is above 99 %, and says so. */
  @Test
  @EnabledIfEnvironmentVariable(
      named = "FLOWLIB_MNIST_DIR",
      matches = ".+",
      disabledReason = "needs real MNIST: set FLOWLIB_MNIST_DIR to the directory of its four files")
  void readsHandwritingAfterFewSteps() throws IOException {
    Mnist mnist = Mnist.load();
    try (DigitClassifier classifier =
        DigitClassifier.train(mnist.train().head(40_000), 1, 0, SILENT)) {
      assertThat(classifier.accuracy(mnist.test())).isGreaterThan(0.97);
    }
  }

  @Test
  void sameSeedGivesTheSameBits() {
    Dataset train = SyntheticDigits.generate(300, 1);
    float[][] images = SyntheticDigits.generate(20, 2).toArray();
    float[][] first;
    float[][] other;
    try (DigitClassifier classifier = DigitClassifier.train(train, 1, 5, SILENT);
        DigitClassifier differentSeed = DigitClassifier.train(train, 1, 6, SILENT)) {
      first = classifier.features(images);
      other = differentSeed.features(images);
    }
    try (DigitClassifier again = DigitClassifier.train(train, 1, 5, SILENT)) {
      assertThat(Arrays.deepEquals(again.features(images), first)).isTrue();
    }
    assertThat(Arrays.deepEquals(other, first)).isFalse();
  }

  @Test
  void chunksDoNotShow() {
    float[][] images = SyntheticDigits.generate(501, 2).toArray();
    try (DigitClassifier classifier =
        DigitClassifier.train(SyntheticDigits.generate(300, 1), 2, 0, SILENT)) {
      int[] all = classifier.classify(images);
      assertThat(all).hasSize(501);
      assertThat(classifier.classify(new float[][] {images[500]})).containsExactly(all[500]);
      assertThat(classifier.classify(new float[0][])).isEmpty();
    }
  }

  @Test
  void fewerImagesAreSeenMoreOften() {
    assertThat(ClassifierTraining.epochs(55_000)).isEqualTo(4);
    assertThat(ClassifierTraining.epochs(60_000)).isEqualTo(4);
    assertThat(ClassifierTraining.epochs(20_000)).isEqualTo(11);
    assertThat(ClassifierTraining.epochs(60)).isEqualTo(20);
  }

  @Test
  void imagesThatItCannotReadAreRefused() {
    Dataset digits = SyntheticDigits.generate(20, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigitClassifier.train(Dataset.of(digits.toArray()), 0, SILENT))
        .withMessage("images must have labels; add them with withLabels(...)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigitClassifier.train(Dataset.of(new float[2][9]), 0, SILENT))
        .withMessage("images must have 784 pixels, but had 9");
    int[] labels = digits.labels();
    labels[3] = 10;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigitClassifier.train(digits.withLabels(labels), 0, SILENT))
        .withMessage("labels must be at most 9, but row 3 has 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigitClassifier.train(digits, 0, 0, SILENT))
        .withMessage("epochs must be at least 1, but was 0");
  }
}
