package io.github.flowlib.tf.internal.bijector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FactorOut;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Squeeze;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.tf.internal.rows.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What images go through, against the formulas, computed in double by plain Java. */
class ConvolutionReferenceTest {

  private static final double BOUND = 1.5;
  private static final int CLASSES = 3;
  private static final int FILTERS = 5;
  private static final int BLOCKS = 2;

  private static float[][] rows(int count, EventShape shape) {
    SplittableRandom random = new SplittableRandom(5);
    float[][] rows = new float[count][shape.dimension()];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static BijectorHarness harness(Transform spec, EventShape shape) {
    return new BijectorHarness(spec, shape, Context.classes(CLASSES), 11, UnaryOperator.identity());
  }

  @Test
  void squeezingFollowsItsFormula() {
    EventShape shape = EventShape.image(4, 6, 2);
    float[][] x = rows(1, shape);
    try (BijectorHarness harness = harness(new Squeeze(2), shape)) {
      float[] z = harness.forward(x, new Condition.Labels(new int[] {0})).z()[0];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
              for (int k = 0; k < 2; k++) {
                assertThat(z[(i * 3 + j) * 8 + (a * 2 + b) * 2 + k])
                    .isEqualTo(x[0][((2 * i + a) * 6 + 2 * j + b) * 2 + k]);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void whatLeavesComesFirst() {
    EventShape shape = EventShape.image(1, 2, 3);
    float[][] x = {{1, 2, 3, 4, 5, 6}};
    try (BijectorHarness harness = harness(new FactorOut(1), shape)) {
      assertThat(harness.forward(x, new Condition.Labels(new int[] {0})).z()[0])
          .containsExactly(3, 6, 1, 2, 4, 5);
    }
  }

  @ParameterizedTest
  @CsvSource({"CHANNELS, false", "CHANNELS, true", "CHECKERBOARD, false", "CHECKERBOARD, true"})
  void couplingsFollowTheFormulas(Mask.Kind kind, boolean flipped) {
    Mask mask = new Mask(kind, flipped);
    EventShape shape = EventShape.image(4, 6, 3);
    Transform spec =
        new AffineCoupling(mask, new Conditioner.ResNet(FILTERS, BLOCKS, Activation.RELU), BOUND);
    float[][] x = rows(2, shape);
    int[] labels = {2, 0};
    try (BijectorHarness harness = harness(spec, shape)) {
      BijectorHarness.Forward forward = harness.forward(x, new Condition.Labels(labels));
      for (int n = 0; n < x.length; n++) {
        List<Integer> a = positions(mask, shape, true);
        List<Integer> b = positions(mask, shape, false);
        int[] size = kind == Mask.Kind.CHANNELS ? new int[] {4, 6} : new int[] {2, 3};
        double[][][] image = image(x[n], a, size);
        double[][][] parameters = network(harness.weights(), image, labels[n]);
        double sum = 0;
        int channels = b.size() / (size[0] * size[1]);
        for (int p = 0; p < b.size(); p++) {
          double[] here = parameters[p / channels / size[1]][p / channels % size[1]];
          double alpha = BOUND * Math.tanh(here[p % channels] / BOUND);
          double shift = here[channels + p % channels];
          sum += alpha;
          assertThat((double) forward.z()[n][b.get(p)])
              .isCloseTo((x[n][b.get(p)] - shift) * Math.exp(-alpha), within(1e-5));
        }
        assertThat(forward.logDet()[n]).isCloseTo(-sum, within(1e-5));
      }
    }
  }

  /** Positions of a part in the order of its own image: pixel by pixel, or block by block. */
  private static List<Integer> positions(Mask mask, EventShape shape, boolean kept) {
    List<Integer> positions = new ArrayList<>();
    int side = mask.kind() == Mask.Kind.CHECKERBOARD ? 2 : 1;
    for (int i = 0; i < shape.size(0); i += side) {
      for (int j = 0; j < shape.size(1); j += side) {
        for (int a = 0; a < side; a++) {
          for (int b = 0; b < side; b++) {
            for (int k = 0; k < shape.size(2); k++) {
              int index = ((i + a) * shape.size(1) + j + b) * shape.size(2) + k;
              if (mask.keeps(shape, index) == kept) {
                positions.add(index);
              }
            }
          }
        }
      }
    }
    return positions;
  }

  private static double[][][] image(float[] row, List<Integer> positions, int[] size) {
    int channels = positions.size() / (size[0] * size[1]);
    double[][][] image = new double[size[0]][size[1]][channels];
    for (int p = 0; p < positions.size(); p++) {
      image[p / channels / size[1]][p / channels % size[1]][p % channels] = row[positions.get(p)];
    }
    return image;
  }

  private static double[][][] network(Map<String, float[]> weights, double[][][] image, int label) {
    double[][][] h = conditional(weights, "first", image, label);
    for (int block = 0; block < BLOCKS; block++) {
      double[][][] inner = conditional(weights, "block" + block + "/first", relu(h), label);
      double[][][] change = convolve(weights, "block" + block + "/second", relu(inner), 3, FILTERS);
      for (int i = 0; i < h.length; i++) {
        for (int j = 0; j < h[i].length; j++) {
          for (int k = 0; k < FILTERS; k++) {
            h[i][j][k] += change[i][j][k];
          }
        }
      }
    }
    return convolve(weights, "last", relu(h), 1, weights.get("last/bias").length);
  }

  private static double[][][] conditional(
      Map<String, float[]> weights, String layer, double[][][] image, int label) {
    double[][][] h = convolve(weights, layer, image, 3, FILTERS);
    for (double[][] line : h) {
      for (double[] pixel : line) {
        for (int k = 0; k < FILTERS; k++) {
          pixel[k] += weights.get(layer + "/context")[label * FILTERS + k];
        }
      }
    }
    return h;
  }

  private static double[][][] convolve(
      Map<String, float[]> weights, String layer, double[][][] x, int side, int outputs) {
    float[] kernel = weights.get(layer + "/kernel");
    int inputs = x[0][0].length;
    double[][][] y = new double[x.length][x[0].length][outputs];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[0].length; j++) {
        for (int o = 0; o < outputs; o++) {
          double sum = weights.get(layer + "/bias")[o];
          for (int a = 0; a < side; a++) {
            for (int b = 0; b < side; b++) {
              int row = i + a - side / 2;
              int column = j + b - side / 2;
              if (row < 0 || row >= x.length || column < 0 || column >= x[0].length) {
                continue;
              }
              for (int k = 0; k < inputs; k++) {
                sum += x[row][column][k] * kernel[((a * side + b) * inputs + k) * outputs + o];
              }
            }
          }
          y[i][j][o] = sum;
        }
      }
    }
    return y;
  }

  private static double[][][] relu(double[][][] x) {
    double[][][] y = new double[x.length][x[0].length][x[0][0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[0].length; j++) {
        for (int k = 0; k < x[0][0].length; k++) {
          y[i][j][k] = Math.max(0, x[i][j][k]);
        }
      }
    }
    return y;
  }
}
