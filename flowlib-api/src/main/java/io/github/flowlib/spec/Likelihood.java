package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

/**
 * The distribution p(x | z, y) that the decoder of a variational autoencoder gives its parameters,
 * with independent values given z. Networks and formulas see v = x / scale, with the scale of
 * {@link VaeSpec#scale()}; log-probabilities are those of the user's own x.
 */
public sealed interface Likelihood {

  /**
   * Binary values b with logits l from the decoder: log P(b) = b·l − log(1 + eˡ) per value, in
   * nats. A value x of the data is a 1 with probability v = x / scale, so grey images become binary
   * ones; x must lie in 0 … scale, and be a whole number in 8-bit images.
   *
   * @param binarization when the bits of an image are drawn
   */
  record Bernoulli(Binarization binarization) implements Likelihood {

    /**
     * Checks the argument.
     *
     * @param binarization see {@link #binarization()}
     */
    public Bernoulli {
      checkNotNull(binarization, "binarization must not be null");
    }

    @Override
    public int parameterCount() {
      return 1;
    }
  }

  /**
   * Normal values with the mean μ from the decoder and one standard deviation for all: v ~ N(μ,
   * σ²).
   *
   * @param standardDeviation σ, in units of v, above 0
   */
  record Normal(double standardDeviation) implements Likelihood {

    /**
     * Checks the argument.
     *
     * @param standardDeviation see {@link #standardDeviation()}
     * @throws IllegalArgumentException if it is not above 0 and finite in float32
     */
    public Normal {
      checkArgument(
          (float) standardDeviation > 0 && Float.isFinite((float) standardDeviation),
          "standardDeviation must be above 0 and finite, but was %s",
          standardDeviation);
    }

    @Override
    public int parameterCount() {
      return 1;
    }
  }

  /**
   * Normal values with mean μ and log σ from the decoder: v ~ N(μ, σ²), σ = exp(5 tanh(a / 5) − 1)
   * for the output a. The soft bound keeps σ within e⁻⁶ … e⁴: the likelihood of constant pixels
   * would otherwise grow without end. A density, which on 8-bit images without dequantization can
   * be compared neither with flows nor with {@link DiscretizedLogistic}.
   */
  record LearnedNormal() implements Likelihood {
    @Override
    public int parameterCount() {
      return 2;
    }
  }

  /**
   * Whole numbers 0 … scale, for 8-bit images: a logistic distribution with location μ and scale s
   * from the decoder, cut into one cell per level. With h = ½ / scale, P(x) = σ((v + h − μ) / s) −
   * σ((v − h − μ) / s); the lowest level takes all below it, the highest all above. s = exp(5
   * tanh(a / 5) − 2) for the output a.
   *
   * <p>Source: Kingma et al. 2016, Improved variational inference with inverse autoregressive flow
   * (arXiv 1606.04934), appendix C.5; Salimans et al. 2017, PixelCNN++ (arXiv 1701.05517), §2.1.
   */
  record DiscretizedLogistic() implements Likelihood {
    @Override
    public int parameterCount() {
      return 2;
    }
  }

  /** When the bits of a grey image are drawn. */
  enum Binarization {
    /**
     * Once per image: bits are a function of the row's content, the same in every epoch and in
     * evaluation.
     */
    STATIC,
    /**
     * Anew in every batch of training (Burda, Grosse, Salakhutdinov 2016). In evaluation, bits are
     * a function of the row's content, so that results are reproducible.
     */
    DYNAMIC
  }

  /**
   * Numbers that the decoder gives for every value of a row.
   *
   * @return 1 or 2
   */
  int parameterCount();

  /**
   * Binary values, drawn anew in every batch: {@link Binarization#DYNAMIC}.
   *
   * @return the likelihood
   */
  static Bernoulli bernoulli() {
    return new Bernoulli(Binarization.DYNAMIC);
  }

  /**
   * Binary values.
   *
   * @param binarization when bits are drawn
   * @return the likelihood
   */
  static Bernoulli bernoulli(Binarization binarization) {
    return new Bernoulli(binarization);
  }

  /**
   * Normal values with a standard deviation per value from the decoder.
   *
   * @return the likelihood
   */
  static LearnedNormal normal() {
    return new LearnedNormal();
  }

  /**
   * Normal values with one fixed standard deviation.
   *
   * @param standardDeviation in units of x / scale, above 0
   * @return the likelihood
   */
  static Normal normal(double standardDeviation) {
    return new Normal(standardDeviation);
  }

  /**
   * Whole numbers, for 8-bit images.
   *
   * @return the likelihood
   */
  static DiscretizedLogistic discretizedLogistic() {
    return new DiscretizedLogistic();
  }
}
