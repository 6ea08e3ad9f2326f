package io.github.flowlib.samples.exercises.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.samples.exercises.statistics.StandardNormal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianCopulaTest {

  /** Two pixels of levels 3 and 200, which are equal in three rows of four. */
  private static Dataset correlated(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] pixels = new float[rows][2];
    for (float[] row : pixels) {
      row[0] = random.nextBoolean() ? 3 : 200;
      row[1] = random.nextInt(4) < 3 ? row[0] : 203 - row[0];
    }
    return Dataset.of(pixels);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void quantilesAreThoseOfTables() {
    assertThat(StandardNormal.quantile(0.5)).isZero();
    assertThat(StandardNormal.quantile(0.975)).isEqualTo(1.959963984540054, within(1e-14));
    assertThat(StandardNormal.quantile(1e-3)).isEqualTo(-3.090232306167813, within(1e-14));
    assertThat(StandardNormal.quantile(1e-20)).isEqualTo(-9.262340089798408, within(1e-13));
    assertThat(StandardNormal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> StandardNormal.quantile(1.1)).hasMessageContaining("0 to 1");
  }

  @Test
  void cellsAreThoseOfTheHistogram() {
    // Levels 0, 0, 7 of one pixel; with 0.1 for every level the masses are 2.1, 0.1, …, 1.1 of
    // 28.6.
    PixelMarginals marginals = PixelMarginals.fit(Dataset.of(new float[][] {{0}, {0}, {7}}));

    float[] z = marginals.toNormal(new float[] {0}, new float[] {0.5f});

    assertThat((double) z[0]).isEqualTo(StandardNormal.quantile(1.05 / 28.6), within(1e-6));
    assertThat((double) marginals.toNormal(new float[] {255}, new float[] {0.5f})[0])
        .isEqualTo(-StandardNormal.quantile(0.05 / 28.6), within(1e-6));
    for (float level : new float[] {0, 1, 7, 8, 254, 255}) {
      for (float offset : new float[] {1f / (1 << 16), 0.5f, 1 - 1f / (1 << 16)}) {
        float back = marginals.toNormal(new float[] {level}, new float[] {offset})[0];
        assertThat(marginals.toPixels(new double[] {back})).containsExactly(level);
      }
    }
  }

  @Test
  void independentPixelsAreTheHistogram() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[20_000][3];
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextInt(1 + 100 * j);
      }
    }
    Dataset data = Dataset.of(rows);

    double copula = mean(GaussianCopula.fit(data, 2).logProb(data, 3));

    // But for what the fit makes of chance: 9 moments, half a nat each, over 20 000 rows.
    assertThat(copula).isEqualTo(mean(IndependentHistogram.fit(data).logProb(data)), within(0.005));
  }

  @Test
  void densityIsTheFormulaWrittenOut() {
    Dataset train = correlated(5000, 1);
    GaussianCopula copula = GaussianCopula.fit(train, 2);

    // The same in double from the definition: masses, normal values, moments of two columns.
    double[][] z = normal(train, train, 2);
    double[] mean = new double[2];
    for (double[] row : z) {
      mean[0] += row[0] / z.length;
      mean[1] += row[1] / z.length;
    }
    double a = GaussianCopula.RIDGE;
    double b = 0;
    double c = GaussianCopula.RIDGE;
    for (double[] row : z) {
      a += (row[0] - mean[0]) * (row[0] - mean[0]) / z.length;
      b += (row[0] - mean[0]) * (row[1] - mean[1]) / z.length;
      c += (row[1] - mean[1]) * (row[1] - mean[1]) / z.length;
    }
    double determinant = a * c - b * b;
    Dataset test = correlated(50, 4);
    double[][] points = normal(train, test, 5);
    double[] histogram = IndependentHistogram.fit(train).logProb(test);
    double[] logProb = copula.logProb(test, 5);
    for (int i = 0; i < points.length; i++) {
      double x = points[i][0] - mean[0];
      double y = points[i][1] - mean[1];
      double squares = (c * x * x - 2 * b * x * y + a * y * y) / determinant;
      double joint = -0.5 * squares - 0.5 * Math.log(determinant) - Math.log(2 * Math.PI);
      double expected =
          histogram[i]
              + joint
              - StandardNormal.logDensity(points[i][0])
              - StandardNormal.logDensity(points[i][1]);
      assertThat(logProb[i]).isEqualTo(expected, within(1e-5));
    }
    // Pixels that go together are told from independent ones.
    assertThat(mean(logProb)).isGreaterThan(mean(histogram) + 0.02);
  }

  /** z = Φ⁻¹((all counts below + count · u) / total), with the offsets of the class. */
  private static double[][] normal(Dataset train, Dataset data, long seed) {
    double total = train.rows() + 25.6;
    SplittableRandom random = new SplittableRandom(seed);
    double[][] z = new double[data.rows()][2];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < 2; j++) {
        double level = data.row(i)[j];
        double below = 0.1 * level;
        double here = 0.1;
        for (int n = 0; n < train.rows(); n++) {
          below += train.row(n)[j] < level ? 1 : 0;
          here += train.row(n)[j] == level ? 1 : 0;
        }
        double u = (random.nextInt(1 << 15) + 0.5) / (1 << 15);
        z[i][j] = StandardNormal.quantile((below + here * u) / total);
      }
    }
    return z;
  }

  @Test
  void samplesHaveTheMarginalsAndGoTogether() {
    Dataset train = correlated(5000, 1);

    float[][] samples = GaussianCopula.fit(train, 2).sample(4000, 3);

    double white = 0;
    double equal = 0;
    for (float[] row : samples) {
      white += row[0] == 200 ? 1.0 / samples.length : 0;
      equal += row[0] == row[1] ? 1.0 / samples.length : 0;
    }
    assertThat(white).isEqualTo(0.5, within(0.05));
    // A half of them if they were independent; a normal does not get all the way to three quarters.
    assertThat(equal).isBetween(0.6, 0.78);
    assertThat(GaussianCopula.fit(train, 2).sample(4000, 3)).isDeepEqualTo(samples);
  }

  @Test
  void tooFewRowsAreRefused() {
    Dataset train = correlated(2, 1);

    assertThatThrownBy(() -> GaussianCopula.fit(train, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 2 rows, but there were 2");
  }
}
