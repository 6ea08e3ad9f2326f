package io.github.flowlib.tf;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.TransformSpec;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A flow compiled into one graph: its variables are declared once, and every head is built from the
 * same bijectors.
 */
final class FlowGraph {

  /**
   * What one pass from data to noise gives.
   *
   * @param inputs what each transform saw, {@code [n, d]}
   * @param outputs what each transform gave, as {@linkplain Pass#pieces pieces}
   * @param noise {@code [n, d]}
   * @param baseLogProb {@code [n]}, log p of the noise
   * @param logProb {@code [n]}, log p(x) of the continuous data
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
  private final Dequantizer dequantizer;
  private final BaseDistribution base;

  FlowGraph(FlowSpec spec, Variables variables) {
    ImmutableList.Builder<Bijector> compiled = ImmutableList.builder();
    EventShape shape = spec.event();
    for (int i = 0; i < spec.transforms().size(); i++) {
      TransformSpec transform = spec.transforms().get(i);
      compiled.add(
          TransformCompilers.compile(
              transform, shape, spec.context(), variables.scope(nameOf(i, transform))));
      shape = transform.output(shape);
    }
    bijectors = compiled.build();
    dequantizer = new Dequantizer(spec.dequantization(), spec.dimension());
    base = new BaseDistribution(spec.base());
  }

  /** Such as {@code 03_affine_coupling}: part of the names of saved weights. */
  private static String nameOf(int index, TransformSpec transform) {
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

  BaseDistribution base() {
    return base;
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
    Operand<TFloat64> ofNoise = base.logProb(pass, value);
    return new Density(
        inputs.build(), outputs.build(), value, ofNoise, tf.math.add(ofNoise, logDet), first);
  }

  /** Noise → continuous data. */
  Operand<TFloat32> toData(Ops tf, Operand<TFloat32> z, Optional<Operand<TFloat32>> context) {
    Pass pass = new Pass(tf, context);
    Operand<TFloat32> value = z;
    for (Bijector bijector : bijectors.reverse()) {
      value = bijector.inverse(pass, value);
    }
    return value;
  }
}
