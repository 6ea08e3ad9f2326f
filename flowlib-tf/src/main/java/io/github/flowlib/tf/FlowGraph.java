package io.github.flowlib.tf;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.TransformSpec;
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
final class FlowGraph {

  /**
   * What one pass from data to noise gives.
   *
   * @param inputs what each transform saw, {@code [n, d]}, less what was factored out before
   * @param outputs what each transform gave, as {@linkplain Pass#pieces pieces}
   * @param noise {@code [n, d]}
   * @param baseLogProb {@code [n]}, log p of the noise
   * @param logProb {@code [n]}, log p(x) of the continuous data, or a bound on that of discrete
   *     data
   * @param firstLogDet {@code [n]}, the share of the first transform; empty for a flow without
   *     transforms
   */
  record Density(
      ImmutableList<Operand<TFloat32>> inputs,
      ImmutableList<ImmutableList<Operand<TFloat32>>> outputs,
      Operand<TFloat32> noise,
      Operand<TFloat64> baseLogProb,
      Operand<TFloat64> logProb,
      Optional<Operand<TFloat64>> firstLogDet) {}

  private final ImmutableList<Bijector> bijectors;

  /** How many values each factoring out takes, in order. */
  private final ImmutableList<Integer> leaving;

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
  FlowGraph(FlowSpec spec, Function<String, Variables.Scope> scopes) {
    ImmutableList.Builder<Bijector> compiled = ImmutableList.builder();
    ImmutableList.Builder<Integer> sizes = ImmutableList.builder();
    EventShape shape = spec.event();
    for (int i = 0; i < spec.transforms().size(); i++) {
      TransformSpec transform = spec.transforms().get(i);
      compiled.add(
          TransformCompilers.compile(
              transform, shape, spec.context(), scopes.apply(nameOf(i, transform))));
      int leaves = transform.leaving(shape);
      if (leaves > 0) {
        sizes.add(leaves);
      }
      shape = transform.output(shape);
    }
    bijectors = compiled.build();
    leaving = sizes.build();
    dimension = spec.dimension();
    dequantizer = new Dequantizer(spec.dequantization(), spec.dimension());
    noise =
        spec.dequantization() instanceof Dequantization.Variational variational
            ? Optional.of(new VariationalNoise(variational, spec.event(), spec.context(), scopes))
            : Optional.empty();
    base = BaseDistribution.of(spec.base(), spec.dimension(), spec.context(), scopes.apply("base"));
  }

  /** Such as {@code 03_affine_coupling}: part of the names of saved weights. */
  static String nameOf(int index, TransformSpec transform) {
    return String.format(
        "%02d_%s",
        index,
        CaseFormat.UPPER_CAMEL.to(
            CaseFormat.LOWER_UNDERSCORE, transform.getClass().getSimpleName()));
  }

  ImmutableList<Bijector> bijectors() {
    return bijectors;
  }

  /** Whether a layer wants to see data before anything else. */
  boolean isFittedFromData() {
    return bijectors.stream().anyMatch(Bijector.Fitted.class::isInstance);
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
    Density density = density(pass, bent.value());
    return new Density(
        density.inputs(),
        density.outputs(),
        density.noise(),
        density.baseLogProb(),
        pass.tf().math.add(density.logProb(), bent.logDet()),
        density.firstLogDet());
  }

  /**
   * Checks that the density has a gradient.
   *
   * @throws IllegalArgumentException if not; the message says what to do
   */
  void checkTrainable() {
    bijectors.forEach(Bijector::checkTrainable);
    noise.ifPresent(VariationalNoise::checkTrainable);
  }

  /** Continuous data → noise. */
  Density density(Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context) {
    return density(new Pass(tf, context), x);
  }

  /** The same in a given pass. */
  Density density(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    ImmutableList.Builder<Operand<TFloat32>> inputs = ImmutableList.builder();
    ImmutableList.Builder<ImmutableList<Operand<TFloat32>>> outputs = ImmutableList.builder();
    Optional<Operand<TFloat64>> first = Optional.empty();
    Operand<TFloat32> value = x;
    Operand<TFloat64> logDet = pass.zeros(x);
    for (Bijector bijector : bijectors) {
      inputs.add(value);
      Bijector.Mapped mapped = bijector.forward(pass, value);
      value = mapped.value();
      outputs.add(pass.pieces(value));
      logDet = tf.math.add(logDet, mapped.logDet());
      if (first.isEmpty()) {
        first = Optional.of(mapped.logDet());
      }
    }
    Operand<TFloat32> noise = pass.noise(value);
    Operand<TFloat64> ofNoise = base.logProb(pass, noise);
    return new Density(
        inputs.build(), outputs.build(), noise, ofNoise, tf.math.add(ofNoise, logDet), first);
  }

  /** Continuous data of {@code count} rows, drawn with a key {@code int64[2]}. */
  Operand<TFloat32> sample(
      Ops tf,
      Operand<TInt32> count,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context) {
    Operand<TInt32> shape = tf.stack(ImmutableList.of(count, tf.constant(dimension)));
    return toData(tf, base.sample(tf, shape, key, temperature, context), context);
  }

  /** Noise → continuous data. */
  Operand<TFloat32> toData(Ops tf, Operand<TFloat32> z, Optional<Operand<TFloat32>> context) {
    Pass pass = new Pass(tf, context);
    Operand<TFloat32> value = pass.rest(z, leaving, dimension);
    for (Bijector bijector : bijectors.reverse()) {
      value = bijector.inverse(pass, value);
    }
    return value;
  }
}
