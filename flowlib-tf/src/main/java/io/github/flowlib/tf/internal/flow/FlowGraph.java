package io.github.flowlib.tf.internal.flow;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.internal.bijector.Bijector;
import io.github.flowlib.tf.internal.bijector.Chain;
import io.github.flowlib.tf.internal.bijector.LogDet;
import io.github.flowlib.tf.internal.distribution.BaseDistribution;
import io.github.flowlib.tf.internal.distribution.BaseDistributions;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.train.Statistics;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * A flow compiled into one graph: its variables are declared once, and every head is built from the
 * same bijectors.
 */
public final class FlowGraph {

  /**
   * What one pass from data to noise gives.
   *
   * @param transforms what the transforms gave on the way
   * @param baseLogProb {@code [n]}, log p of the noise
   * @param logProb {@code [n]}, log p(x) of the continuous data, or a bound on that of discrete
   *     data
   */
  public record Density(
      Chain.Forward transforms, Operand<TFloat64> baseLogProb, Operand<TFloat64> logProb) {

    Operand<TFloat32> noise() {
      return transforms.noise();
    }
  }

  private final Chain chain;
  private final int dimension;
  private final Dequantizer dequantizer;
  private final Optional<VariationalNoise> noise;
  private final BaseDistribution base;

  FlowGraph(FlowSpec spec, Variables variables) {
    this(spec, variables::scope);
  }

  /**
   * As a part of another model.
   *
   * @param scopes gives every part of the flow a place for its variables
   */
  public FlowGraph(FlowSpec spec, Function<String, Variables.Scope> scopes) {
    chain = new Chain(spec.transforms(), spec.event(), spec.context(), scopes);
    dimension = spec.dimension();
    dequantizer = new Dequantizer(spec.dequantization(), spec.dimension());
    noise =
        spec.dequantization() instanceof Dequantization.Variational variational
            ? Optional.of(new VariationalNoise(variational, spec.event(), spec.context(), scopes))
            : Optional.empty();
    base =
        BaseDistributions.compile(
            spec.base(), spec.dimension(), spec.context(), scopes.apply("base"));
  }

  ImmutableList<Bijector> bijectors() {
    return chain.bijectors();
  }

  /** Whether a layer wants to see data before anything else. */
  boolean isFittedFromData() {
    return bijectors().stream().anyMatch(Bijector.Fitted.class::isInstance);
  }

  /** Whether a row of a batch is mapped by what the others are, in training. */
  boolean hasStatisticsOfBatches() {
    return bijectors().stream().anyMatch(Bijector.Refitted.class::isInstance);
  }

  Dequantizer dequantizer() {
    return dequantizer;
  }

  /**
   * Data → noise, with the bound on the log-probability of discrete data.
   *
   * @param rows data as they are
   * @param noisy the same, made continuous by the {@link #dequantizer}
   */
  Density scored(Pass pass, Operand<TFloat32> rows, Operand<TFloat32> noisy) {
    if (noise.isEmpty()) {
      return density(pass, noisy);
    }
    Bijector.Mapped bent = noise.get().apply(pass, rows, noisy);
    return density(pass, bent.value(), bent.logDet());
  }

  /**
   * Checks that the density has a gradient.
   *
   * @throws IllegalArgumentException if not; the message says what to do
   */
  public void checkTrainable() {
    chain.checkTrainable();
    noise.ifPresent(VariationalNoise::checkTrainable);
  }

  /** What the transforms at the start that map every value by itself make of continuous data. */
  Operand<TFloat32> leading(Ops tf, Operand<TFloat32> x) {
    Pass pass = new Pass(tf, Optional.empty());
    Operand<TFloat32> value = x;
    for (Bijector bijector : bijectors()) {
      if (!(bijector instanceof Bijector.Elementwise)) {
        break;
      }
      value = bijector.forward(pass, value).value();
    }
    return value;
  }

  /** Continuous data → noise. */
  public Density density(Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context) {
    return density(new Pass(tf, context), x);
  }

  /** Continuous data → noise, in a pass that may be of training. */
  Density density(Pass pass, Operand<TFloat32> x) {
    return density(pass, x, LogDet.zero());
  }

  /**
   * Continuous data → noise.
   *
   * @param before the log-determinant of the way to these data
   */
  private Density density(Pass pass, Operand<TFloat32> x, LogDet before) {
    Chain.Forward transforms = chain.forward(pass, x);
    Operand<TFloat64> ofNoise = base.logProb(pass, transforms.noise());
    Operand<TFloat64> logDet = before.plus(transforms.logDet()).sum(pass.tf(), x);
    return new Density(transforms, ofNoise, pass.tf().math.add(ofNoise, logDet));
  }

  /**
   * The transforms of a kind, in order, with what they see on the way that gave a density.
   *
   * @param kind of statistics: fitted once, or after every epoch
   */
  ImmutableList<Statistics.Layer> layers(
      Ops tf, Density density, Class<? extends Bijector.Fitted> kind) {
    ImmutableList.Builder<Statistics.Layer> layers = ImmutableList.builder();
    for (int i = 0; i < bijectors().size(); i++) {
      if (kind.isInstance(bijectors().get(i))) {
        Operand<TFloat32> input = density.transforms().inputs().get(i);
        layers.add(new Statistics.Layer(kind.cast(bijectors().get(i)), input, tf.identity(input)));
      }
    }
    return layers.build();
  }

  /** Continuous data of {@code count} rows, drawn with a key {@code int64[2]}. */
  public Operand<TFloat32> sample(
      Ops tf,
      Operand<TInt32> count,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context) {
    return toData(tf, drawNoise(tf, count, key, temperature, context), context);
  }

  /** The noise of {@link #sample}. */
  Operand<TFloat32> drawNoise(
      Ops tf,
      Operand<TInt32> count,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context) {
    Operand<TInt32> shape = tf.stack(ImmutableList.of(count, tf.constant(dimension)));
    return base.sample(tf, shape, key, temperature, context);
  }

  /** Noise → continuous data. */
  Operand<TFloat32> toData(Ops tf, Operand<TFloat32> z, Optional<Operand<TFloat32>> context) {
    return chain.inverse(new Pass(tf, context), z);
  }
}
