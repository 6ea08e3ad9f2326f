package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.VaeSpec;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.random.StatelessRandomNormal;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** The inference graph of a variational autoencoder: everything a user can ask of it. */
final class VaeHeads {

  final RowInputs inputs;
  final Placeholder<TFloat32> latents;
  final Placeholder<TInt32> count;
  final Placeholder<TInt64> key;
  final Placeholder<TInt64> drawKey;
  final Placeholder<TFloat32> temperature;

  /** Samples of z for every row, k. */
  final Placeholder<TInt32> samples;

  final Operand<TFloat32> posteriorMean;
  final Operand<TFloat32> posteriorDeviation;
  final Operand<TFloat32> decoded;
  final Operand<TFloat32> sampleMean;
  final Operand<TFloat32> sample;
  final VaeGraph.Terms terms;

  VaeHeads(VaeSpec spec, GraphSession session) {
    Ops tf = session.tf();
    VaeGraph graph = new VaeGraph(spec, session.variables());
    VaeNoise noise = new VaeNoise(spec);
    inputs = new RowInputs(tf, spec.dimension(), spec.context());
    latents =
        tf.withName("z")
            .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, spec.latent())));
    count = tf.withName("count").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    key = tf.withName("seed").placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    drawKey = tf.withName("draw_seed").placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    temperature =
        tf.withName("temperature").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    samples = tf.withName("samples").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));

    Observation observation = graph.observation();
    Optional<Operand<TFloat32>> context = inputs.context();
    Operand<TFloat32> observed =
        observation.observe(tf, inputs.rows(), () -> noise.repeatableBits(tf, inputs.rows()));
    VaeGraph.Posterior posterior = graph.encode(tf, observed, context);
    posteriorMean = posterior.mean();
    posteriorDeviation = tf.math.exp(posterior.logDeviation());
    decoded = observation.mean(tf, graph.decode(tf, latents, context));
    Operand<TInt32> shape = tf.stack(ImmutableList.of(count, tf.constant(spec.latent())));
    Operand<TFloat32> z =
        tf.math.mul(StatelessRandomNormal.create(tf.scope(), shape, key), temperature);
    List<Operand<TFloat32>> parameters = graph.decode(tf, z, context);
    sampleMean = observation.mean(tf, parameters);
    sample = observation.draw(tf, parameters, drawKey);
    terms =
        graph.terms(tf, observed, context, noise.repeatableLatent(tf, inputs.rows(), samples, key));
  }

  /**
   * What a saved model offers to other programs. {@code encode} takes rows in data units and makes
   * bits of them, as everything here does.
   */
  ImmutableList<Signature> signatures() {
    Signature.Builder encode =
        Signature.builder("encode")
            .output("mean", posteriorMean)
            .output("standard_deviation", posteriorDeviation);
    inputs.byName().forEach(encode::input);
    Signature.Builder decode =
        Signature.builder("decode").input("z", latents).output("mean", decoded);
    inputs.contextByName().forEach(decode::input);
    return ImmutableList.of(encode.build(), decode.build());
  }
}
