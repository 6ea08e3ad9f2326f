package io.github.flowlib.tf.internal.vae;

import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.internal.flow.FlowGraph;
import io.github.flowlib.tf.internal.graph.RowSums;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A flow that is trained together with encoder and decoder. */
final class FlowPrior implements LatentPrior {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final FlowGraph flow;
  private final int latent;
  private final boolean conditional;

  FlowPrior(FlowSpec spec, Variables.Scope scope) {
    flow = new FlowGraph(spec, scope::scope);
    latent = spec.dimension();
    conditional = !(spec.context() instanceof Context.None);
  }

  @Override
  public Operand<TFloat64> logRatio(Ops tf, Draws draws) {
    Operand<TFloat32> rows = tf.reshape(draws.z(), tf.constant(new int[] {-1, latent}));
    Operand<TFloat64> logPrior =
        tf.reshape(flow.density(tf, rows, seen(draws.context())).logProb(), draws.sizes());
    // −log q(z | x, y) = Σ log σ + ½ ε² + ½ log 2π
    Operand<TFloat64> minusLogPosterior =
        tf.math.add(
            RowSums.overLast(
                tf,
                tf.math.add(
                    draws.logDeviation(),
                    tf.math.mul(tf.constant(0.5f), tf.math.square(draws.noise())))),
            tf.constant(latent * HALF_LOG_TWO_PI));
    return tf.math.add(logPrior, minusLogPosterior);
  }

  /** No closed form: the mean over the samples. */
  @Override
  public Operand<TFloat64> kl(Ops tf, LatentPosterior q, Operand<TFloat64> logRatio) {
    return tf.math.neg(tf.math.mean(logRatio, tf.constant(1)));
  }

  @Override
  public Operand<TFloat32> sample(
      Ops tf,
      Operand<TInt32> count,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context) {
    return flow.sample(tf, count, key, temperature, seen(context));
  }

  private Optional<Operand<TFloat32>> seen(Optional<Operand<TFloat32>> context) {
    return conditional ? context : Optional.empty();
  }

  @Override
  public void checkTrainable() {
    flow.checkTrainable();
  }
}
