package io.github.flowlib;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.Lists;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.VaeObjective;
import io.github.flowlib.spec.VaeSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Variational autoencoder, conditional or not: dense encoder q(z | x, y) and decoder p(x | z, y),
 * standard normal prior or a flow in its place.
 *
 * <p>Defaults: 50 latent dimensions, two hidden layers of 200 tanh units in each network, a
 * Bernoulli likelihood with dynamic binarization for images and a normal one with learned
 * deviations for vectors, the evidence lower bound as objective.
 *
 * <pre>{@code
 * VaeSpec spec = VAE.builder().image(28, 28).latent(50).hidden(200, 200).conditional(10).build();
 * }</pre>
 *
 * <p>Source: Kingma and Welling 2014, Auto-encoding variational Bayes (arXiv 1312.6114); the
 * networks are those of Burda, Grosse, Salakhutdinov 2016 (arXiv 1509.00519).
 */
public final class VAE {

  private static final double MAX_PIXEL = 255;

  private VAE() {}

  /**
   * Starts with the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the options of a variational autoencoder. */
  public static final class Builder extends ModelBuilder<Builder> {

    private int latent = 50;
    private List<Integer> hidden = List.of(200, 200);
    private Activation activation = Activation.TANH;
    private @Nullable Likelihood likelihood;
    private VaeObjective objective = VaeObjective.elbo();
    private @Nullable FlowSpec prior;

    private Builder() {}

    /**
     * The data are vectors of continuous numbers.
     *
     * @param d numbers in a row, at least 1
     * @return this builder
     */
    public Builder dimension(int d) {
      return vectors(d);
    }

    /**
     * The dimension of z. Default 50.
     *
     * @param latent at least 1
     * @return this builder
     */
    public Builder latent(int latent) {
      checkArgument(latent >= 1, "latent must be at least 1, but was %s", latent);
      this.latent = latent;
      return this;
    }

    /**
     * Units of the hidden layers of the encoder; the decoder has them in reverse order. Default
     * 200, 200.
     *
     * @param units of each hidden layer, each at least 1; none gives linear networks
     * @return this builder
     */
    public Builder hidden(int... units) {
      checkNotNull(units, "units of hidden layers must not be null");
      hidden = Conditioner.mlp(activation, units).hidden();
      return this;
    }

    /**
     * The nonlinearity of both networks. Default {@link Activation#TANH}.
     *
     * @param activation between the layers
     * @return this builder
     */
    public Builder activation(Activation activation) {
      this.activation = checkNotNull(activation, "activation must not be null");
      return this;
    }

    /**
     * The family of p(x | z, y). Default {@link Likelihood#bernoulli()} for images, {@link
     * Likelihood#normal()} for vectors.
     *
     * @param likelihood of the data
     * @return this builder
     */
    public Builder likelihood(Likelihood likelihood) {
      this.likelihood = checkNotNull(likelihood, "likelihood must not be null");
      return this;
    }

    /**
     * The weight of the KL term. Default 1, which makes the objective a bound on log p(x | y).
     *
     * @param beta at least 0
     * @return this builder
     */
    public Builder beta(double beta) {
      objective = new VaeObjective(objective.importanceSamples(), beta, objective.klWarmupSteps());
      return this;
    }

    /**
     * Lets the weight of the KL term grow linearly to its value over the first steps of a training.
     * Default 0: no warm-up.
     *
     * @param steps at least 0
     * @return this builder
     */
    public Builder klWarmup(int steps) {
      objective = new VaeObjective(objective.importanceSamples(), objective.beta(), steps);
      return this;
    }

    /**
     * Trains on the importance-weighted bound with k samples per row. Default 1: the evidence lower
     * bound with the KL term in closed form.
     *
     * @param k at least 1; a step costs about k decoder passes
     * @return this builder
     */
    public Builder importanceSamples(int k) {
      objective = new VaeObjective(k, objective.beta(), objective.klWarmupSteps());
      return this;
    }

    /**
     * Replaces the standard normal prior p(z | y) by a flow, which is trained together with encoder
     * and decoder. What the encoder fills is never quite normal: with such a prior, latents that
     * are drawn lie where those of data do, and samples are better. The KL term has no closed form
     * then and is estimated from the samples of z.
     *
     * <p>A prior that is learned per label is a flow without transforms: {@code new
     * FlowSpec(EventShape.vector(50), Context.classes(10), Dequantization.none(), List.of(),
     * Base.conditionalNormal())}.
     *
     * @param prior a flow of vectors as long as the latents, with the same context or none, without
     *     preprocessing, transforms that are fitted from data (such as batch normalisation) and
     *     dropout, such as {@code
     *     RealNVP.builder().dimension(50).couplings(4).conditional(10).build()}
     * @return this builder
     */
    public Builder prior(FlowSpec prior) {
      this.prior = checkNotNull(prior, "prior must not be null");
      return this;
    }

    /**
     * Checks everything.
     *
     * @return the model as data
     * @throws IllegalStateException if neither {@code image} nor {@code dimension} was called, or
     *     options contradict each other: the likelihood does not fit the data, or the prior does
     *     not fit the latents or the context
     */
    public VaeSpec build() {
      return built(this::build);
    }

    private VaeSpec build(EventShape shape) {
      boolean image = shape.isImage();
      Likelihood family = likelihood;
      if (family == null) {
        family = image ? Likelihood.bernoulli() : Likelihood.normal();
      }
      checkState(
          image || !(family instanceof Likelihood.DiscretizedLogistic),
          "discretizedLogistic() needs 8-bit data, but dimension(%s) says that they are continuous; use"
              + " image(h, w), or normal()",
          shape.dimension());
      return new VaeSpec(
          shape,
          context(activation),
          image ? MAX_PIXEL : 1,
          family,
          latent,
          new Conditioner.Mlp(hidden, activation),
          new Conditioner.Mlp(Lists.reverse(hidden), activation),
          objective,
          Optional.ofNullable(prior));
    }
  }
}
