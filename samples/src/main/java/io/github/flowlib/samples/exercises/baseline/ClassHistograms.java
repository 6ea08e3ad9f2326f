package io.github.flowlib.samples.exercises.baseline;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One {@link IndependentHistogram} per class, p(x | y), with all classes equally likely, as the
 * papers have it.
 */
public final class ClassHistograms {

  private final List<IndependentHistogram> histograms;

  private ClassHistograms(List<IndependentHistogram> histograms) {
    this.histograms = histograms;
  }

  /**
   * Counts the levels of every pixel within each class.
   *
   * @param train labelled rows of whole numbers 0 … 255, at least one of every class
   * @param classes how many; labels are 0 … classes − 1
   * @return the model
   */
  public static ClassHistograms fit(Dataset train, int classes) {
    int[] labels = train.labels();
    List<IndependentHistogram> histograms = new ArrayList<>();
    for (int y = 0; y < classes; y++) {
      int label = y;
      int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      checkArgument(members.length > 0, "there must be at least 1 row of class %s", label);
      histograms.add(IndependentHistogram.fit(train.select(members)));
    }
    return new ClassHistograms(histograms);
  }

  /**
   * The joint log-probability log p(x, y) = log p(x | y) − log classes, with the labels of the
   * data.
   *
   * @param data labelled rows
   * @return one per row, in nats
   */
  public double[] logJoint(Dataset data) {
    double[][] joint = allJoint(data);
    double[] result = new double[data.rows()];
    for (int i = 0; i < result.length; i++) {
      result[i] = joint[data.label(i)][i];
    }
    return result;
  }

  /**
   * The marginal log-probability log p(x) = log Σ_y p(x, y).
   *
   * @param data rows, whose labels are not looked at
   * @return one per row, in nats
   */
  public double[] logMarginal(Dataset data) {
    double[][] joint = allJoint(data);
    double[] result = new double[data.rows()];
    for (int i = 0; i < result.length; i++) {
      double max = Double.NEGATIVE_INFINITY;
      for (double[] ofClass : joint) {
        max = Math.max(max, ofClass[i]);
      }
      double sum = 0;
      for (double[] ofClass : joint) {
        sum += Math.exp(ofClass[i] - max);
      }
      result[i] = max + Math.log(sum);
    }
    return result;
  }

  private double[][] allJoint(Dataset data) {
    double logClasses = Math.log(histograms.size());
    double[][] joint = new double[histograms.size()][];
    for (int y = 0; y < joint.length; y++) {
      joint[y] = histograms.get(y).logProb(data);
      for (int i = 0; i < joint[y].length; i++) {
        joint[y][i] -= logClasses;
      }
    }
    return joint;
  }
}
