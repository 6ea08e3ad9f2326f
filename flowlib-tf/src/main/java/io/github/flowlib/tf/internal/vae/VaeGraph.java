package io.github.flowlib.tf.internal.vae;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.distribution.Observation;
import io.github.flowlib.tf.internal.distribution.Observations;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.RowSums;
import io.github.flowlib.tf.internal.graph.SoftBound;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.network.ConditionerNetwork;
import io.github.flowlib.tf.internal.network.DenseLayer;
import io.github.flowlib.tf.internal.network.DenseStack;
import io.github.flowlib.tf.internal.network.MlpConditioner;
import io.github.flowlib.tf.internal.network.NetworkInputs;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * A variational autoencoder compiled into one graph: its variables are declared once. The encoder
 * reads (x, y), the decoder (z, y).
 */
final class VaeGraph {

  private static final String DECODER = "decoder";

  /** The bias of the last layer of the decoder. */
  static final String DECODER_BIAS = DECODER + "/" + DenseStack.LAST + "/" + DenseLayer.BIAS;

  private static final float LOG_DEVIATION_BOUND = 6;

  /**
   * What the bounds are made of, for samples zⱼ ~ q(z | x, y).
   *
   * @param logLikelihood {@code [n, k]}, log p(x | zⱼ, y)
   * @param logRatio {@code [n, k]}, log p(zⱼ | y) − log q(zⱼ | x, y)
   * @param kl {@code [n]}, KL(q(z | x, y) ‖ p(z | y)): in closed form for a standard normal prior,
   *     otherwise the mean over the samples
   */
  record Terms(Operand<TFloat64> logLikelihood, Operand<TFloat64> logRatio, Operand<TFloat64> kl) {}

  /** The values that one sample of one row takes in memory at its widest. */
  static int widest(VaeSpec spec) {
    long widest = Math.max(spec.latent(), spec.encoder().hidden().stream().reduce(1, Math::max));
    widest = Math.max(widest, spec.decoder().hidden().stream().reduce(1, Math::max));
    widest = Math.max(widest, spec.prior().map(FlowSpec::widestRow).orElse(0L));
    widest = Math.max(widest, (long) spec.dimension() * spec.likelihood().parameterCount());
    return (int) Math.min(Integer.MAX_VALUE, widest);
  }

  private final VaeSpec spec;
  private final Observation observation;
  private final ConditionerNetwork encoder;
  private final ConditionerNetwork decoder;
  private final LatentPrior prior;

  VaeGraph(VaeSpec spec, Variables variables) {
    this.spec = spec;
    observation = Observations.compile(spec);
    encoder = net(spec.encoder(), spec.dimension(), spec.latent(), 2, variables.scope("encoder"));
    decoder =
        net(
            spec.decoder(),
            spec.latent(),
            spec.dimension(),
            spec.likelihood().parameterCount(),
            variables.scope(DECODER));
    Variables.Scope ofPrior = variables.scope("prior");
    prior =
        spec.prior()
            .<LatentPrior>map(flow -> new FlowPrior(flow, ofPrior))
            .orElseGet(() -> new StandardNormalPrior(spec.latent()));
  }

  /** Glorot and Bengio 2010 in the last layer: at zero, z would tell the decoder nothing. */
  private ConditionerNetwork net(
      Conditioner.Mlp net, int inputs, int outputs, int parameters, Variables.Scope scope) {
    return new MlpConditioner(
        net,
        NetworkInputs.alike(inputs, spec.context()),
        outputs,
        parameters,
        fanIn -> Init.uniform(Math.sqrt(6.0 / (fanIn + (double) outputs * parameters))),
        scope);
  }

  Observation observation() {
    return observation;
  }

  /** q(z | x, y) of observed rows {@code [n, d]}. */
  LatentPosterior encode(Ops tf, Operand<TFloat32> observed, Optional<Operand<TFloat32>> context) {
    List<Operand<TFloat32>> parameters = encoder.apply(new Pass(tf, context), observed);
    return new LatentPosterior(
        parameters.get(0), SoftBound.apply(tf, parameters.get(1), LOG_DEVIATION_BOUND));
  }

  LatentPrior prior() {
    return prior;
  }

  /** The parameters of p(x | z, y) for latents {@code [m, l]}: {@code [m, d]} each. */
  List<Operand<TFloat32>> decode(
      Ops tf, Operand<TFloat32> latents, Optional<Operand<TFloat32>> context) {
    return decoder.apply(new Pass(tf, context), latents);
  }

  /**
   * The terms of the bounds.
   *
   * @param observed {@code [n, d]}
   * @param noise standard normal, {@code [n, k, l]}
   */
  Terms terms(
      Ops tf,
      Operand<TFloat32> observed,
      Optional<Operand<TFloat32>> context,
      Operand<TFloat32> noise) {
    LatentPosterior q = encode(tf, observed, context);
    Operand<TInt32> one = tf.constant(1);
    Operand<TFloat32> logDeviation = tf.expandDims(q.logDeviation(), one);
    Operand<TFloat32> z =
        tf.math.add(tf.expandDims(q.mean(), one), tf.math.mul(tf.math.exp(logDeviation), noise));

    Operand<TInt32> sizes = tf.shape(noise);
    Operand<TInt32> n = tf.gather(sizes, tf.constant(0), tf.constant(0));
    Operand<TInt32> k = tf.gather(sizes, one, tf.constant(0));
    Operand<TFloat32> latents = tf.reshape(z, tf.constant(new int[] {-1, spec.latent()}));
    Optional<Operand<TFloat32>> perLatent = context.map(c -> repeated(tf, c, n, k));
    List<Operand<TFloat32>> parameters = decode(tf, latents, perLatent);
    Operand<TInt32> cube = tf.stack(ImmutableList.of(n, k, tf.constant(spec.dimension())));
    List<Operand<TFloat32>> perSample =
        parameters.stream()
            .<Operand<TFloat32>>map(each -> tf.reshape(each, cube))
            .collect(ImmutableList.toImmutableList());
    Operand<TFloat64> logLikelihood =
        RowSums.overLast(tf, observation.logProb(tf, tf.expandDims(observed, one), perSample));

    Operand<TFloat64> logRatio =
        prior.logRatio(
            tf,
            new LatentPrior.Draws(
                noise, z, logDeviation, perLatent, tf.stack(ImmutableList.of(n, k))));
    return new Terms(logLikelihood, logRatio, prior.kl(tf, q, logRatio));
  }

  /** A context per row → the same for each of its k samples, {@code [n · k, c]}. */
  private Operand<TFloat32> repeated(
      Ops tf, Operand<TFloat32> context, Operand<TInt32> n, Operand<TInt32> k) {
    int width = spec.context().encodedWidth();
    Operand<TFloat32> all =
        tf.broadcastTo(
            tf.expandDims(context, tf.constant(1)),
            tf.stack(ImmutableList.of(n, k, tf.constant(width))));
    return tf.reshape(all, tf.constant(new int[] {-1, width}));
  }
}
