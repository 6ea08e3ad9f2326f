package io.github.flowlib.tf.internal.vae;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.distribution.Observation;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.LogSumExp;
import io.github.flowlib.tf.internal.rows.RandomStream;
import io.github.flowlib.tf.internal.rows.RowInputs;
import io.github.flowlib.tf.internal.rows.SamplingInputs;
import io.github.flowlib.tf.internal.rows.SeedInput;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** The inference graph of a variational autoencoder: everything a user can ask of it. */
final class VaeHeads {

  final LatentPrior prior;
  final RowInputs inputs;
  final Placeholder<TFloat32> latents;
  final SeedInput seed;
  final SamplingInputs sampling;

  /** Samples of z for every row, k. */
  final Placeholder<TInt32> samples;

  /** {@code [n, d]}: what encoder and likelihood see of the rows. */
  final Operand<TFloat32> observed;

  final Operand<TFloat32> posteriorMean;
  final Operand<TFloat32> posteriorDeviation;
  final Operand<TFloat32> decoded;
  final Operand<TFloat32> sampleMean;
  final Operand<TFloat32> sample;
  final VaeGraph.Terms terms;

  /** {@code [n, k]}: log p(x, zⱼ) / q(zⱼ | x), the logs of the importance weights. */
  final Operand<TFloat64> logWeights;

  /** {@code [n, d]}, for a signature: what decoding the posterior mean gives. */
  private final Operand<TFloat32> reconstructed;

  /** {@code [n]}, for a signature: means over the samples. */
  private final Operand<TFloat64> reconstruction;

  private final Operand<TFloat64> elbo;

  /** {@code [n]}, for a signature: log (1/k) Σⱼ p(x, zⱼ) / q(zⱼ | x). */
  private final Operand<TFloat64> logProb;

  VaeHeads(VaeSpec spec, GraphSession session) {
    Ops tf = session.tf();
    VaeGraph graph = new VaeGraph(spec, session.variables());
    prior = graph.prior();
    VaeNoise noise = new VaeNoise(spec);
    inputs = new RowInputs(tf, spec.dimension(), spec.context(), session.variables());
    latents =
        tf.withName("z")
            .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, spec.latent())));
    seed = new SeedInput(tf);
    sampling = new SamplingInputs(tf, seed);
    samples = tf.withName("samples").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));

    Observation observation = graph.observation();
    Optional<Operand<TFloat32>> context = inputs.context();
    observed =
        observation.observe(tf, inputs.rows(), () -> noise.repeatableBits(tf, inputs.rows()));
    LatentPosterior posterior = graph.encode(tf, observed, context);
    posteriorMean = posterior.mean();
    posteriorDeviation = tf.math.exp(posterior.logDeviation());
    decoded = observation.mean(tf, graph.decode(tf, latents, context));
    reconstructed = observation.mean(tf, graph.decode(tf, posteriorMean, context));
    Operand<TInt64> key = seed.key(RandomStream.LATENT);
    Operand<TFloat32> z =
        graph.prior().sample(tf, sampling.count(), key, sampling.temperature(), context);
    List<Operand<TFloat32>> parameters = graph.decode(tf, z, context);
    sampleMean = observation.mean(tf, parameters);
    sample = observation.draw(tf, parameters, seed.key(RandomStream.OBSERVATION));
    terms =
        new FarRows(tf, inputs)
            .withInfinities(
                graph.terms(
                    tf,
                    observed,
                    context,
                    noise.repeatableLatent(tf, inputs.rows(), samples, key)));
    Operand<TInt32> perSample = tf.constant(1);
    reconstruction = tf.math.mean(terms.logLikelihood(), perSample);
    elbo = tf.math.sub(reconstruction, terms.kl());
    logWeights = tf.math.add(terms.logLikelihood(), terms.logRatio());
    logProb =
        LogSumExp.meanOverLast(
            tf, logWeights, tf.math.log(tf.dtypes.cast(samples, TFloat64.class)));
  }

  /**
   * What a saved model offers to other programs. All take rows in data units, and make bits of them
   * where the likelihood has bits, as everything here does.
   */
  ImmutableList<Signature> signatures() {
    return ImmutableList.of(
        bounds("elbo")
            .output("elbo", elbo)
            .output("reconstruction", reconstruction)
            .output("kl", terms.kl())
            .build(),
        bounds("log_prob").output("log_prob", logProb).build(),
        inputs
            .addTo(Signature.builder("encode"))
            .output("mean", posteriorMean)
            .output("standard_deviation", posteriorDeviation)
            .build(),
        inputs
            .addContextTo(Signature.builder("decode").input("z", latents))
            .output("mean", decoded)
            .build(),
        inputs.addTo(Signature.builder("reconstruct")).output("mean", reconstructed).build(),
        sampling
            .addTo(inputs.addContextTo(Signature.builder("sample")))
            .output("x", sample)
            .output("mean", sampleMean)
            .build());
  }

  private Signature.Builder bounds(String name) {
    return inputs
        .addTo(Signature.builder(name))
        .input("samples", samples)
        .input("seed", seed.seed());
  }
}
