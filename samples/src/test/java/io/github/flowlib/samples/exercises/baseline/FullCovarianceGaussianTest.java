package io.github.flowlib.samples.exercises.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FullCovarianceGaussianTest {

  @Test
  void twoDimensionsByHand() {
    // mean (2, 1), variances 16/8 and 12/8, covariance 8/8: the determinant is 2
    float[][] rows = {{4, 2}, {0, 0}, {2, 1}, {2, 1}, {4, 2}, {0, 0}, {2, 3}, {2, -1}};
    FullCovarianceGaussian gaussian = FullCovarianceGaussian.fit(2).add(rows).build();

    double[] logProb = gaussian.logProb(new float[][] {{2, 1}, {4, 1}});

    assertThat(logProb[0]).isEqualTo(-Math.log(2 * Math.PI) - 0.5 * Math.log(2), within(1e-12));
    assertThat(logProb[1] - logProb[0]).isEqualTo(-0.5 * (2 * 2) * (1.5 / 2), within(1e-12));
  }

  @Test
  void chunksOfAnySizeGiveTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[101][5];
    for (float[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) (1000 * j + random.nextDouble());
      }
    }
    FullCovarianceGaussian.Fit pieces = FullCovarianceGaussian.fit(5);
    for (int from = 0; from < rows.length; from += 7) {
      pieces.add(java.util.Arrays.copyOfRange(rows, from, Math.min(from + 7, rows.length)));
    }

    double[] whole = FullCovarianceGaussian.fit(5).add(rows).build().logProb(rows);

    assertThat(pieces.build().logProb(rows)).containsExactly(whole, within(1e-6));
  }

  @Test
  void singularCovarianceIsRefused() {
    FullCovarianceGaussian.Fit fit =
        FullCovarianceGaussian.fit(2).add(new float[][] {{1, 2}, {2, 4}, {3, 6}});

    assertThatThrownBy(fit::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("singular at dimension 1");
  }
}
