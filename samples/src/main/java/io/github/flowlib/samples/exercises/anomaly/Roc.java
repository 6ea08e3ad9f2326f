package io.github.flowlib.samples.exercises.anomaly;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well scores tell anomalies from normal rows: for every threshold the share of anomalies found
 * over the share of false alarms (receiver operating characteristic).
 *
 * @param falseAlarms ascending, from 0 to 1
 * @param found at these
 */
record Roc(double[] falseAlarms, double[] found) {

  /**
   * From scores, of which higher ones are stranger.
   *
   * @param anomaly the truth of every row; both kinds must be there
   */
  static Roc of(double[] scores, boolean[] anomaly) {
    int positives = 0;
    for (boolean each : anomaly) {
      positives += each ? 1 : 0;
    }
    int negatives = anomaly.length - positives;
    checkArgument(
        positives > 0 && negatives > 0,
        "a ROC curve needs normal rows and anomalies, but got %s and %s",
        negatives,
        positives);
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] falseAlarms = new double[scores.length + 1];
    double[] found = new double[scores.length + 1];
    int points = 1;
    int right = 0;
    int wrong = 0;
    for (int i = 0; i < order.length; i++) {
      if (anomaly[order[i]]) {
        right++;
      } else {
        wrong++;
      }
      // Rows of equal scores fall together.
      if (i + 1 == order.length || scores[order[i + 1]] != scores[order[i]]) {
        falseAlarms[points] = (double) wrong / negatives;
        found[points] = (double) right / positives;
        points++;
      }
    }
    return new Roc(Arrays.copyOf(falseAlarms, points), Arrays.copyOf(found, points));
  }

  /** The area under the curve: the probability that an anomaly scores above a normal row. */
  double area() {
    double area = 0;
    for (int i = 1; i < falseAlarms.length; i++) {
      area += (falseAlarms[i] - falseAlarms[i - 1]) * (found[i] + found[i - 1]) / 2;
    }
    return area;
  }

  /** The share of anomalies found at a share of false alarms, along the curve. */
  double foundAt(double share) {
    int i = 1;
    while (i < falseAlarms.length - 1 && falseAlarms[i] < share) {
      i++;
    }
    double width = falseAlarms[i] - falseAlarms[i - 1];
    double t = width == 0 ? 1 : Math.min(1, (share - falseAlarms[i - 1]) / width);
    return found[i - 1] + t * (found[i] - found[i - 1]);
  }
}
