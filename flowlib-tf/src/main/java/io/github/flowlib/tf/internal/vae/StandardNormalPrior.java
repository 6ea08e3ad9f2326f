package io.github.flowlib.tf.internal.vae;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.tf.internal.graph.RowSums;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomNormal;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** N(0, I), whatever the context. */
final class StandardNormalPrior implements LatentPrior {

  private final int latent;

  StandardNormalPrior(int latent) {
    this.latent = latent;
  }

  /** Both normal densities have the same constants: Σ log σ + ½ ε² − ½ z². */
  @Override
  public Operand<TFloat64> logRatio(Ops tf, Draws draws) {
    return RowSums.overLast(
        tf,
        tf.math.add(
            draws.logDeviation(),
            tf.math.mul(
                tf.constant(0.5f),
                tf.math.sub(tf.math.square(draws.noise()), tf.math.square(draws.z())))));
  }

  /** In closed form: Σ ½ (μ² + σ² − 1) − log σ. */
  @Override
  public Operand<TFloat64> kl(Ops tf, LatentPosterior q, Operand<TFloat64> logRatio) {
    return RowSums.overLast(
        tf,
        tf.math.sub(
            tf.math.mul(
                tf.constant(0.5f),
                tf.math.sub(
                    tf.math.add(
                        tf.math.square(q.mean()),
                        tf.math.exp(tf.math.mul(tf.constant(2f), q.logDeviation()))),
                    tf.constant(1f))),
            q.logDeviation()));
  }

  @Override
  public Operand<TFloat32> sample(
      Ops tf,
      Operand<TInt32> count,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context) {
    Operand<TInt32> shape = tf.stack(ImmutableList.of(count, tf.constant(latent)));
    return tf.math.mul(StatelessRandomNormal.create(tf.scope(), shape, key), temperature);
  }
}
