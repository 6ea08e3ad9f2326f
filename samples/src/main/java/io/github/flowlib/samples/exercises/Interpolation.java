package io.github.flowlib.samples.exercises;

/**
 * Ways from one point of latent space to another, z̄(λ) = a(λ) z¹ + b(λ) z² for λ from 0 to 1.
 *
 * <p>The two of the exercise walk the same straight segment: their weights add up to 1. They differ
 * in pace alone. Half-way through, at λ = ½, the linear way has covered half of the segment and the
 * sinusoidal one sin(π/4) ≈ 71 %: it leaves z¹ fast and approaches z² slowly. Both come closer to
 * the origin than their ends. The third does not: the squares of its weights add up to 1.
 */
public enum Interpolation {

  /** z̄ = (1 − λ) z¹ + λ z². */
  LINEAR {
    @Override
    public double first(double lambda) {
      return 1 - lambda;
    }

    @Override
    public double second(double lambda) {
      return lambda;
    }
  },

  /** z̄ = (1 − sin(λπ/2)) z¹ + sin(λπ/2) z². */
  SINUSOIDAL {
    @Override
    public double first(double lambda) {
      return 1 - second(lambda);
    }

    @Override
    public double second(double lambda) {
      return Math.sin(lambda * Math.PI / 2);
    }
  },

  /**
   * z̄ = cos(λπ/2) z¹ + sin(λπ/2) z². Between orthogonal points ‖z̄‖² = cos² ‖z¹‖² + sin² ‖z²‖²: it
   * stays between the norms of the ends, and two draws of a normal distribution in many dimensions
   * are nearly orthogonal.
   */
  NORM_KEEPING {
    @Override
    public double first(double lambda) {
      return Math.cos(lambda * Math.PI / 2);
    }

    @Override
    public double second(double lambda) {
      return Math.sin(lambda * Math.PI / 2);
    }
  };

  /** Points of a path, both ends included: λ = 0, 0.1, …, 1. */
  public static final int POINTS = 11;

  /**
   * The weight of z¹.
   *
   * @param lambda how far along, 0 … 1
   * @return a(λ)
   */
  public abstract double first(double lambda);

  /**
   * The weight of z².
   *
   * @param lambda how far along, 0 … 1
   * @return b(λ)
   */
  public abstract double second(double lambda);

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
      double a = first(lambda(i));
      double b = second(lambda(i));
      for (int j = 0; j < from.length; j++) {
        path[i][j] = (float) (a * from[j] + b * to[j]);
      }
    }
    path[0] = from.clone();
    path[POINTS - 1] = to.clone(); // cos(π/2) is not quite 0
    return path;
  }
}
