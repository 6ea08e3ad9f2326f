package io.github.flowlib.tf.internal.vae;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.LogSumExp;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.rows.RandomStream;
import io.github.flowlib.tf.internal.rows.RowInputs;
import io.github.flowlib.tf.internal.rows.TrainingRows;
import io.github.flowlib.tf.internal.train.Objective;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** The training graph of a variational autoencoder: {@link io.github.flowlib.spec.VaeObjective}. */
final class VaeTraining {

  /** Validation draws the same latents after every epoch. */
  private static final long[] VALIDATION_KEY = {0x76616c6964L, 0};

  private final VaeSpec spec;
  private final Ops tf;

  private VaeTraining(VaeSpec spec, Ops tf) {
    this.spec = spec;
    this.tf = tf;
  }

  static Objective build(VaeSpec spec, GraphSession session, int batchSize) {
    return new VaeTraining(spec, session.tf()).objective(session.variables(), batchSize);
  }

  private Objective objective(Variables variables, int batchSize) {
    VaeGraph graph = new VaeGraph(spec, variables);
    VaeNoise noise = new VaeNoise(spec);
    RowInputs inputs = new RowInputs(tf, spec.dimension(), spec.context(), variables);
    TrainingRows batch = new TrainingRows(tf, inputs, batchSize);
    Placeholder<TInt64> bits = key();
    Placeholder<TInt64> latent = key();
    Placeholder<TFloat32> klWeight =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    Operand<TInt32> k = tf.constant(spec.objective().importanceSamples());

    Operand<TFloat32> fresh =
        drawsAnew()
            ? graph
                .observation()
                .observe(tf, batch.rows(), () -> VaeNoise.freshBits(tf, batch.rows(), bits))
            : repeatable(graph, noise, batch.rows());
    VaeGraph.Terms training =
        graph.terms(tf, fresh, batch.context(), noise.freshLatent(tf, batch.rows(), k, latent));
    VaeGraph.Terms validation =
        graph.terms(
            tf,
            repeatable(graph, noise, inputs.rows()),
            inputs.context(),
            noise.repeatableLatent(tf, inputs.rows(), k, tf.constant(VALIDATION_KEY)));
    ImmutableMap.Builder<RandomStream, Placeholder<TInt64>> keys = ImmutableMap.builder();
    keys.put(RandomStream.LATENT, latent);
    if (drawsAnew()) {
      keys.put(RandomStream.BINARIZATION, bits);
    }
    Operand<TFloat64> bound = bound(training, tf.dtypes.cast(klWeight, TFloat64.class));
    return new Objective(
        inputs,
        batch,
        keys.build(),
        ImmutableList.of(new Objective.StepScalar(klWeight, spec.objective()::klWeight)),
        tf.math.neg(batch.mean(tf, bound)),
        bound(validation, tf.constant(spec.objective().beta())),
        ImmutableMap.of(
            "what the encoder gave (its KL to the prior)",
            tf.reduceSum(training.kl(), tf.constant(0)),
            "what the decoder gave (its log-likelihood)",
            tf.reduceSum(training.logLikelihood(), tf.constant(new int[] {0, 1}))),
        ImmutableList.of(),
        (int)
            Math.min(
                Integer.MAX_VALUE,
                (long) VaeGraph.widest(spec) * spec.objective().importanceSamples()));
  }

  /** Observed with the same bits in every step, if it is bits at all. */
  private Operand<TFloat32> repeatable(VaeGraph graph, VaeNoise noise, Operand<TFloat32> rows) {
    return graph.observation().observe(tf, rows, () -> noise.repeatableBits(tf, rows));
  }

  private boolean drawsAnew() {
    return spec.likelihood() instanceof Likelihood.Bernoulli bernoulli
        && bernoulli.binarization() == Likelihood.Binarization.DYNAMIC;
  }

  private Placeholder<TInt64> key() {
    return tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
  }

  /** {@code [n]}: the bound of every row. */
  private Operand<TFloat64> bound(VaeGraph.Terms terms, Operand<TFloat64> klWeight) {
    if (spec.objective().importanceSamples() == 1) {
      return tf.math.sub(
          tf.reduceSum(terms.logLikelihood(), tf.constant(1)), tf.math.mul(klWeight, terms.kl()));
    }
    Operand<TFloat64> logWeight =
        tf.math.add(terms.logLikelihood(), tf.math.mul(klWeight, terms.logRatio()));
    return LogSumExp.meanOverLast(
        tf, logWeight, tf.constant(Math.log(spec.objective().importanceSamples())));
  }
}
