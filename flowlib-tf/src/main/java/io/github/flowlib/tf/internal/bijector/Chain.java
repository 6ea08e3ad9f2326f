package io.github.flowlib.tf.internal.bijector;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.tf.internal.graph.Parts;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Bijectors one after another; their log-determinants add up. */
public final class Chain {

  /**
   * The way from data to noise.
   *
   * @param inputs what each transform saw, {@code [n, d]}, less what was factored out before
   * @param outputs what each transform gave, as {@linkplain Parts#pieces pieces}
   * @param noise {@code [n, d]}
   * @param firstLogDet the share of the first transform, if there is one
   */
  public record Forward(
      ImmutableList<Operand<TFloat32>> inputs,
      ImmutableList<ImmutableList<Operand<TFloat32>>> outputs,
      Operand<TFloat32> noise,
      LogDet logDet,
      Optional<LogDet> firstLogDet) {}

  private final ImmutableList<Bijector> bijectors;

  /** How many values each factoring out takes, in order. */
  private final ImmutableList<Integer> leaving;

  private final int dimension;

  /**
   * Declares the variables.
   *
   * @param scopes gives every transform a place for them, by its name
   */
  public Chain(
      List<Transform> transforms,
      EventShape event,
      Context context,
      Function<String, Variables.Scope> scopes) {
    ImmutableList.Builder<Bijector> compiled = ImmutableList.builder();
    ImmutableList.Builder<Integer> sizes = ImmutableList.builder();
    EventShape shape = event;
    for (int i = 0; i < transforms.size(); i++) {
      Transform transform = transforms.get(i);
      compiled.add(
          Bijectors.compile(transform, shape, context, scopes.apply(nameOf(i, transform))));
      int leaves = transform.leaving(shape);
      if (leaves > 0) {
        sizes.add(leaves);
      }
      shape = transform.output(shape);
    }
    bijectors = compiled.build();
    leaving = sizes.build();
    dimension = event.dimension();
  }

  /** Such as {@code 03_affine_coupling}: part of the names of saved weights. */
  static String nameOf(int index, Transform transform) {
    return String.format(
        Locale.ROOT,
        "%02d_%s",
        index,
        CaseFormat.UPPER_CAMEL.to(
            CaseFormat.LOWER_UNDERSCORE, transform.getClass().getSimpleName()));
  }

  public ImmutableList<Bijector> bijectors() {
    return bijectors;
  }

  /**
   * Checks that the density has a gradient.
   *
   * @throws IllegalArgumentException if not; the message says what to do
   */
  public void checkTrainable() {
    bijectors.forEach(Bijector::checkTrainable);
  }

  /** Data → noise. */
  public Forward forward(Pass pass, Operand<TFloat32> x) {
    ImmutableList.Builder<Operand<TFloat32>> inputs = ImmutableList.builder();
    ImmutableList.Builder<ImmutableList<Operand<TFloat32>>> outputs = ImmutableList.builder();
    Optional<LogDet> first = Optional.empty();
    Operand<TFloat32> value = x;
    LogDet logDet = LogDet.zero();
    for (Bijector bijector : bijectors) {
      inputs.add(value);
      Bijector.Mapped mapped = bijector.forward(pass, value);
      value = mapped.value();
      outputs.add(pass.parts().pieces(value));
      logDet = logDet.plus(mapped.logDet());
      if (first.isEmpty()) {
        first = Optional.of(mapped.logDet());
      }
    }
    return new Forward(
        inputs.build(), outputs.build(), pass.factoredOut().before(value), logDet, first);
  }

  /** Noise → data. */
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    Operand<TFloat32> value = pass.factoredOut().takeFrom(z, leaving, dimension);
    for (Bijector bijector : bijectors.reverse()) {
      value = bijector.inverse(pass, value);
    }
    return value;
  }
}
