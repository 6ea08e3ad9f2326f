package io.github.flowlib.tf.internal.distribution;

import io.github.flowlib.spec.Base;
import java.util.Map;

/** Bases in double, written from their formulas. */
final class BaseReference {

  private final Base base;
  private final int dimension;
  private final Map<String, float[]> weights;
  private final double[] context;

  /** {@code context} is one-hot, a vector, or empty. */
  BaseReference(Base base, int dimension, Map<String, float[]> weights, double... context) {
    this.base = base;
    this.dimension = dimension;
    this.weights = weights;
    this.context = base.conditional() ? context : new double[0];
  }

  double logProb(double... z) {
    if (base instanceof Base.MixtureOfNormals mixture) {
      double[] logits = parameters("logits", mixture.components());
      double[] means = parameters("means", mixture.components() * dimension);
      double[] deviations = parameters("log_deviations", mixture.components() * dimension);
      double all = 0;
      double density = 0;
      for (int k = 0; k < mixture.components(); k++) {
        all += Math.exp(logits[k]);
        double log = 0;
        for (int j = 0; j < dimension; j++) {
          log += normal(z[j], means[k * dimension + j], deviations[k * dimension + j]);
        }
        density += Math.exp(logits[k] + log);
      }
      return Math.log(density / all);
    }
    double sum = 0;
    for (int j = 0; j < dimension; j++) {
      if (base instanceof Base.DiagonalNormal) {
        double[] means = parameters("mean", dimension);
        sum += normal(z[j], means[j], parameters("log_deviation", dimension)[j]);
      } else if (base instanceof Base.StudentT student) {
        double nu = student.degreesOfFreedom();
        sum +=
            logGamma((nu + 1) / 2)
                - logGamma(nu / 2)
                - Math.log(nu * Math.PI) / 2
                - (nu + 1) / 2 * Math.log1p(z[j] * z[j] / nu);
      } else if (base instanceof Base.Logistic) {
        sum -= Math.log1p(Math.exp(z[j])) + Math.log1p(Math.exp(-z[j]));
      } else {
        sum += normal(z[j], 0, 0);
      }
    }
    return sum;
  }

  private static double normal(double z, double mean, double a) {
    double logDeviation = 5 * Math.tanh(a / 5);
    double t = (z - mean) / Math.exp(logDeviation);
    return -t * t / 2 - logDeviation - Math.log(2 * Math.PI) / 2;
  }

  double[] parameters(String name, int width) {
    float[] plain = weights.get("base/" + name);
    float[] table = plain != null ? plain : weights.get("base/" + name + "/weights");
    double[] values = new double[width];
    for (int j = 0; j < width; j++) {
      if (context.length == 0) {
        values[j] = table[j];
      }
      for (int i = 0; i < context.length; i++) {
        values[j] += context[i] * table[i * width + j];
      }
      if (plain == null) {
        values[j] += weights.get("base/" + name + "/bias")[j];
      }
    }
    return values;
  }

  /** Stirling's series, after Γ(x) = Γ(x + 1) / x has made x large. */
  static double logGamma(double x) {
    double shift = 0;
    double large = x;
    while (large < 20) {
      shift += Math.log(large);
      large++;
    }
    double inverse = 1 / large;
    return (large - 0.5) * Math.log(large)
        - large
        + Math.log(2 * Math.PI) / 2
        + inverse / 12
        - Math.pow(inverse, 3) / 360
        + Math.pow(inverse, 5) / 1260
        - shift;
  }
}
