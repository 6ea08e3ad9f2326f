package io.github.flowlib.samples.exercises.statistics;

import static com.google.common.base.Preconditions.checkArgument;

/** The standard normal distribution of one number, in double precision. */
public final class StandardNormal {

  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  // Coefficients of rational functions, the constant first: near the middle, in the tails to
  // √(−log p) = 5, and beyond.
  private static final double[] MIDDLE_ABOVE = {
    3.3871328727963666080,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3
  };
  private static final double[] MIDDLE_BELOW = {
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3
  };
  private static final double[] TAIL_ABOVE = {
    1.42343711074968357734,
    4.63033784615654529590,
    5.76949722146069140550,
    3.64784832476320460504,
    1.27045825245236838258,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4
  };
  private static final double[] TAIL_BELOW = {
    1.0,
    2.05319162663775882187,
    1.67638483018380384940,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9
  };
  private static final double[] FAR_ABOVE = {
    6.65790464350110377720,
    5.46378491116411436990,
    1.78482653991729133580,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7
  };
  private static final double[] FAR_BELOW = {
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15
  };

  private StandardNormal() {}

  /**
   * The quantile function Φ⁻¹, to about 1e-16 of its value.
   *
   * <p>Near 1 a double has few digits left: there take −Φ⁻¹(1 − p), with 1 − p summed from the top.
   *
   * <p>Source: Wichura 1988, algorithm AS 241 (PPND16).
   *
   * @param p a probability, 0 … 1
   * @return the z with Φ(z) = p; infinite at 0 and 1
   * @throws IllegalArgumentException if it is no probability
   */
  public static double quantile(double p) {
    checkArgument(p >= 0 && p <= 1, "a probability must be 0 to 1, but was %s", p);
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(MIDDLE_ABOVE, r) / polynomial(MIDDLE_BELOW, r);
    }
    double tail = Math.min(p, 1 - p);
    if (tail == 0) {
      return Math.copySign(Double.POSITIVE_INFINITY, q);
    }
    double r = Math.sqrt(-Math.log(tail));
    double z =
        r <= 5
            ? polynomial(TAIL_ABOVE, r - 1.6) / polynomial(TAIL_BELOW, r - 1.6)
            : polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
    return Math.copySign(z, q);
  }

  /**
   * The log-density, −½ z² − ½ log 2π.
   *
   * @param z a number
   * @return nats
   */
  public static double logDensity(double z) {
    return -0.5 * z * z - HALF_LOG_2PI;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}
