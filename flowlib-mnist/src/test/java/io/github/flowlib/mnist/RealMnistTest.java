package io.github.flowlib.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Facts about the real data set. */
@EnabledIfEnvironmentVariable(
    named = "FLOWLIB_MNIST_DIR",
    matches = ".+",
    disabledReason = "needs the real files: set FLOWLIB_MNIST_DIR to a directory that holds them")
class RealMnistTest {

  private static Mnist mnist;

  @BeforeAll
  static void load() throws IOException {
    mnist = Mnist.load(Path.of(System.getenv("FLOWLIB_MNIST_DIR")));
  }

  @Test
  void isSplitAsDocumented() {
    assertThat(mnist.train().rows()).isEqualTo(50_000);
    assertThat(mnist.validation().rows()).isEqualTo(10_000);
    assertThat(mnist.test().rows()).isEqualTo(10_000);
    assertThat(mnist.fullTrain().rows()).isEqualTo(60_000);
    assertThat(mnist.fullTrain().dimension()).isEqualTo(784);
    assertThat(mnist.validation().row(0)).isEqualTo(mnist.fullTrain().row(50_000));
    assertThat(mnist.train().row(0)).isEqualTo(mnist.fullTrain().row(0));
  }

  @Test
  void beginsWithTheKnownLabels() {
    assertThat(mnist.train().head(5).labels()).containsExactly(5, 0, 4, 1, 9);
    assertThat(mnist.test().head(5).labels()).containsExactly(7, 2, 1, 0, 4);
  }

  @Test
  void hasTheKnownMean() {
    Dataset data = mnist.fullTrain();
    float[] row = new float[784];
    double sum = 0;
    for (int i = 0; i < data.rows(); i++) {
      data.copyRow(i, row, 0);
      for (float value : row) {
        sum += value;
      }
    }
    assertThat(sum / (60_000.0 * 784)).isCloseTo(33.3184, within(1e-4));
  }

  @Test
  void theEnvironmentVariableIsSearched() throws IOException {
    if (System.getProperty("flowlib.mnist.dir") == null) {
      assertThat(Mnist.load().source()).isEqualTo(Path.of(System.getenv("FLOWLIB_MNIST_DIR")));
    }
  }
}
