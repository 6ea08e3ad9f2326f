package io.github.flowlib.samples.exercises;

/**
 * Ways from one point of latent space to another, z̄(λ) = (1 − s(λ)) z¹ + s(λ) z² for λ from 0 to
 * 1.
 *
 * <p>Both kinds walk the same straight segment: the two weights add up to 1. They differ in pace
 * alone. Half-way through, at λ = ½, the linear way has covered half of the segment and the
 * sinusoidal one sin(π/4) ≈ 71 %: it leaves z¹ fast and approaches z² slowly.
 */
public enum Interpolation {

  /** s(λ) = λ, so z̄ = (1 − λ) z¹ + λ z². */
  LINEAR {
    @Override
    public double weight(double lambda) {
      return lambda;
    }
  },

  /** s(λ) = sin(λπ/2), so z̄ = (1 − sin(λπ/2)) z¹ + sin(λπ/2) z². */
  SINUSOIDAL {
    @Override
    public double weight(double lambda) {
      return Math.sin(lambda * Math.PI / 2);
    }
  };

  /** Points of a path, both ends included: λ = 0, 0.1, …, 1. */
  public static final int POINTS = 11;

  /**
   * The weight of z².
   *
   * @param lambda how far along, 0 … 1
   * @return s(λ), with s(0) = 0 and s(1) = 1 exactly
   */
  public abstract double weight(double lambda);

  /**
   * λ of one point of a path.
   *
   * @param point 0 … {@value #POINTS} − 1
   * @return point / 10
   */
  public static double lambda(int point) {
    return point / (POINTS - 1.0);
  }

  /**
   * The points z̄(0), z̄(0.1), …, z̄(1).
   *
   * @param from z¹, {@code [d]}
   * @param to z², {@code [d]}
   * @return {@code [11, d]}; the first row equals z¹ and the last z²
   * @throws IllegalArgumentException if the points differ in width
   */
  public float[][] path(float[] from, float[] to) {
    if (from.length != to.length) {
      throw new IllegalArgumentException(
          "both ends must have the same width, but had " + from.length + " and " + to.length);
    }
    float[][] path = new float[POINTS][from.length];
    for (int i = 0; i < POINTS; i++) {
      double s = weight(lambda(i));
      for (int j = 0; j < from.length; j++) {
        path[i][j] = (float) ((1 - s) * from[j] + s * to[j]);
      }
    }
    return path;
  }
}
