package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The distribution of the noise z. Log-probabilities are nats per row; d is the number of values in
 * a row.
 *
 * <p>What a base learns starts so that it is of unit scale, and is trained, saved, counted and
 * exported with the weights of the flow, under names that begin with {@code base/}. Log-deviations
 * are bounded softly: log σ = 5 tanh(a / 5) for a learned number a, so that σ stays within e⁻⁵ … e⁵
 * and a component cannot shrink onto single rows without end.
 *
 * <p>A temperature T scales the noise about its mean, or the mean of its component: z = μ + T σ ε.
 */
public sealed interface Base {

  /** The bound on |log σ| of every learned deviation. */
  double LOG_DEVIATION_BOUND = 5;

  /** Standard normal with independent values: log p(z) = Σ (−½ z² − ½ log 2π). Learns nothing. */
  record Normal() implements Base {}

  /**
   * Standard logistic with independent values: log p(z) = Σ (−log(1 + eᶻ) − log(1 + e⁻ᶻ)). Learns
   * nothing. The prior of Dinh et al. 2015 (NICE).
   */
  record Logistic() implements Base {}

  /**
   * Normal with independent values and a learned mean and deviation for each: log p(z) = Σ_j (−½
   * ((z_j − μ_j) / σ_j)² − log σ_j − ½ log 2π). Starts as the standard normal.
   *
   * <p>Conditional on classes, every class has a row of its own in tables of μ and a; conditional
   * on a vector c, μ and a are linear in it: W c + b. Class means in latent space: Izmailov et al.
   * 2020 (FlowGMM); in image flows: Kingma, Dhariwal 2018 (Glow).
   *
   * @param conditional whether μ and σ depend on the context of the flow
   */
  record DiagonalNormal(boolean conditional) implements Base {}

  /**
   * Mixture of normals with independent values: log p(z) = log Σ_k w_k N(z; μ_k, σ_k²), with w the
   * softmax of learned numbers. Starts with equal weights, σ = 1, and means drawn from N(0, spread²
   * I) with the seed of the model, because equal components would stay equal.
   *
   * <p>Conditional on classes, every class has a mixture of its own, drawn for itself; conditional
   * on a vector c, all numbers are linear in it: W c + b, and W starts at zero. A density of n rows
   * needs memory for n · components · d numbers.
   *
   * <p>Source: Izmailov, Kirichenko, Finzi, Wilson 2020, Semi-supervised learning with normalizing
   * flows (arXiv 1912.13025).
   *
   * @param components how many, at least 1
   * @param conditional whether weights, means and deviations depend on the context of the flow
   * @param spread the deviation of the first means, above 0 and at most 100; distances between
   *     components grow with √d, so many dimensions want less than the plane
   */
  record MixtureOfNormals(int components, boolean conditional, double spread) implements Base {

    /**
     * Checks the arguments.
     *
     * @param components see {@link #components()}
     * @param conditional see {@link #conditional()}
     * @param spread see {@link #spread()}
     * @throws IllegalArgumentException if there is no component or the spread is out of range
     */
    public MixtureOfNormals {
      checkArgument(
          components >= 1, "components of a mixture must be at least 1, but were %s", components);
      checkArgument(
          (float) spread > 0 && spread <= 100,
          "spread of a mixture must be above 0 (equal components would stay equal) and at most 100, but was %s",
          spread);
    }

    /**
     * With another deviation of the first means.
     *
     * @param deviation see {@link #spread()}
     * @return a copy
     */
    public MixtureOfNormals withSpread(double deviation) {
      return new MixtureOfNormals(components, conditional, deviation);
    }
  }

  /**
   * Student's t with ν degrees of freedom and independent values, for heavy tails: log p(z) = Σ
   * (log Γ((ν + 1) / 2) − log Γ(ν / 2) − ½ log νπ − ½ (ν + 1) log(1 + z² / ν)). Learns nothing.
   *
   * <p>The variance is ν / (ν − 2) for ν above 2, otherwise infinite; ν = 1 is the Cauchy
   * distribution, without a mean. Samples are exact: √(ν (U^(−2/ν) − 1)) cos 2πV with uniform U and
   * V (Bailey 1994, Polar generation of random variates with the t-distribution, Mathematics of
   * Computation 62). Flows with this base: Jaini, Kobyzev, Yu, Brubaker 2020, Tails of Lipschitz
   * triangular flows (arXiv 1907.04481).
   *
   * @param degreesOfFreedom ν, 1 to 1e6; not trained
   */
  record StudentT(double degreesOfFreedom) implements Base {

    /**
     * Checks the argument.
     *
     * @param degreesOfFreedom see {@link #degreesOfFreedom()}
     * @throws IllegalArgumentException if it is out of range
     */
    public StudentT {
      checkArgument(
          degreesOfFreedom >= 1 && degreesOfFreedom <= 1e6,
          "degreesOfFreedom must be 1 to 1e6 (beyond, use Base.normal()), but was %s",
          degreesOfFreedom);
    }
  }

  /**
   * Standard normal.
   *
   * @return the base
   */
  static Normal normal() {
    return new Normal();
  }

  /**
   * Standard logistic.
   *
   * @return the base
   */
  static Logistic logistic() {
    return new Logistic();
  }

  /**
   * Normal with a learned mean and deviation per value, the same for all rows.
   *
   * @return the base
   */
  static DiagonalNormal diagonalNormal() {
    return new DiagonalNormal(false);
  }

  /**
   * Normal with a mean and deviation per value that are learned for every class, or as functions of
   * the context. The flow needs a context.
   *
   * @return the base
   */
  static DiagonalNormal conditionalNormal() {
    return new DiagonalNormal(true);
  }

  /**
   * Mixture of normals, the same for all rows; its first means have unit spread.
   *
   * @param components how many, at least 1
   * @return the base
   */
  static MixtureOfNormals mixtureOfNormals(int components) {
    return new MixtureOfNormals(components, false, 1);
  }

  /**
   * A mixture of normals for every class, or as a function of the context; its first means have
   * unit spread. The flow needs a context.
   *
   * @param components how many, at least 1
   * @return the base
   */
  static MixtureOfNormals conditionalMixture(int components) {
    return new MixtureOfNormals(components, true, 1);
  }

  /**
   * Student's t.
   *
   * @param degreesOfFreedom 1 to 1e6; the fewer, the heavier the tails
   * @return the base
   */
  static StudentT studentT(double degreesOfFreedom) {
    return new StudentT(degreesOfFreedom);
  }

  /**
   * Tells whether the distribution depends on the context, which the flow must then have.
   *
   * @return true for p(z | y); false unless the base says otherwise
   */
  default boolean conditional() {
    return false;
  }
}
