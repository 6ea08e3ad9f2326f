package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;

/**
 * A variational autoencoder, complete: the model p(x | y) = ∫ p(x | z, y) p(z | y) dz with latent z
 * ∈ ℝˡ, and the approximation q(z | x, y) of its posterior.
 *
 * <ul>
 *   <li>prior p(z | y): N(0, I), the same for every y, or a flow that is trained with the rest;
 *   <li>decoder p(x | z, y): a network with input (z, y) that gives the parameters of the {@link
 *       Likelihood};
 *   <li>encoder q(z | x, y) = N(μ, diag σ²): a network with input (v, y), v = x / scale (or its
 *       bits), that gives μ and a, with log σ = 6 tanh(a / 6).
 * </ul>
 *
 * <p>The last layer of both networks starts small and not at zero; that of the decoder is set to
 * the means of the data at the first {@code fit}.
 *
 * <p>Source: Kingma and Welling 2014, Auto-encoding variational Bayes (arXiv 1312.6114);
 * conditional on y: Kingma et al. 2014 (arXiv 1406.5298), Sohn, Lee, Yan 2015.
 *
 * @param event the shape of one row of data
 * @param context what encoder and decoder are conditioned on
 * @param scale networks see x / scale: 255 for 8-bit images, whose rows are whole numbers 0 … 255;
 *     1 for vectors
 * @param likelihood the family of p(x | z, y)
 * @param latent the dimension of z, at least 1
 * @param encoder the hidden layers from (x, y)
 * @param decoder the hidden layers from (z, y)
 * @param objective what training maximises
 * @param prior p(z | y) as a flow on ℝˡ; empty for N(0, I)
 */
public record VaeSpec(
    EventShape event,
    Context context,
    double scale,
    Likelihood likelihood,
    int latent,
    Conditioner.Mlp encoder,
    Conditioner.Mlp decoder,
    VaeObjective objective,
    Optional<FlowSpec> prior)
    implements ModelSpec {

  private static final double MAX_LEVELS = 65_535; // cells then still differ in float32
  private static final double MAX_PIXEL = 255;

  /**
   * Checks the arguments.
   *
   * @param event see {@link #event()}
   * @param context see {@link #context()}
   * @param scale see {@link #scale()}
   * @param likelihood see {@link #likelihood()}
   * @param latent see {@link #latent()}
   * @param encoder see {@link #encoder()}
   * @param decoder see {@link #decoder()}
   * @param objective see {@link #objective()}
   * @param prior see {@link #prior()}
   * @throws IllegalArgumentException if the latent dimension or the scale is out of range, the
   *     scale does not fit a discretized likelihood, or a network has dropout, or the prior is no
   *     flow on ℝˡ with the same context or none, has transforms that are fitted from data, or
   *     dropout
   */
  public VaeSpec {
    checkNotNull(event, "event must not be null");
    checkNotNull(context, "context must not be null");
    checkNotNull(likelihood, "likelihood must not be null");
    checkNotNull(encoder, "encoder must not be null");
    checkNotNull(decoder, "decoder must not be null");
    checkNotNull(objective, "objective must not be null");
    checkNotNull(prior, "prior must not be null");
    checkArgument(latent >= 1, "latent must be at least 1, but was %s", latent);
    checkArgument(
        (float) scale > 0 && Float.isFinite((float) scale),
        "scale must be above 0 and finite, but was %s",
        scale);
    checkArgument(
        !(likelihood instanceof Likelihood.DiscretizedLogistic)
            || (scale >= 2 && scale <= MAX_LEVELS && scale == Math.rint(scale)),
        "the scale of a discretized logistic likelihood must be a whole number 2 to 65535 (the highest"
            + " level of the data, 255 for 8-bit images), but was %s; for continuous data use normal()",
        scale);
    checkArgument(
        encoder.dropout().isEmpty() && decoder.dropout().isEmpty(),
        "networks of an autoencoder must be without dropout, but were %s and %s",
        encoder,
        decoder);
    if (prior.isPresent()) {
      checkPrior(prior.get(), latent, context);
    }
  }

  /**
   * What the layers of a prior see is the autoencoder's context, standardised and embedded once: of
   * an embedding only the width matters.
   */
  private static boolean alike(Context a, Context b) {
    return a.classes() == b.classes()
        && a.vectorWidth() == b.vectorWidth()
        && a.encodedWidth() == b.encodedWidth()
        && a.standardized() == b.standardized()
        && a instanceof Context.Embedded == b instanceof Context.Embedded;
  }

  private static void checkPrior(FlowSpec prior, int latent, Context context) {
    checkArgument(
        prior.event().equals(EventShape.vector(latent)),
        "the prior must be a flow of vectors with %s values, one per latent dimension, but has %s; build"
            + " it with dimension(%s)",
        latent,
        prior.event(),
        latent);
    checkArgument(
        alike(prior.context(), context) || prior.context() instanceof Context.None,
        "the prior must have the context of the autoencoder (%s) or none, but has %s; build it with the same"
            + " conditional(...), context(...), rawContext() and embedding(...)",
        context,
        prior.context());
    checkArgument(
        prior.domain().isAll(),
        "the prior must take every latent value, but takes %s only; leave out its preprocessing",
        prior.domain());
    for (Transform transform : prior.transforms()) {
      checkArgument(
          !transform.fittedFromData(),
          "the prior must not have transforms that are fitted from data (there are no latents before training), but"
              + " has %s; leave it out",
          transform);
      boolean drops = transform.network().map(Conditioner::dropsOut).orElse(false);
      checkArgument(
          !drops, "networks of the prior must be without dropout, but were those of %s", transform);
    }
  }

  /** 0 … scale for whole numbers and for a Bernoulli likelihood, otherwise everything. */
  @Override
  public Interval domain() {
    return likelihood instanceof Likelihood.Bernoulli || wholeNumbers()
        ? Interval.closed(0, scale)
        : Interval.all();
  }

  /**
   * True for 8-bit images, which are images of scale 255, whatever the likelihood; and for a
   * discretized likelihood.
   */
  @Override
  public boolean wholeNumbers() {
    return (event.isImage() && scale == MAX_PIXEL)
        || likelihood instanceof Likelihood.DiscretizedLogistic;
  }
}
