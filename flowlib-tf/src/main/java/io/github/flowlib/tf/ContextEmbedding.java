package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.ContextSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link ContextSpec.Embedded}: one network, read by all layers of a model. */
final class ContextEmbedding {

  private static final String NAME = "embedding";

  private final ContextSpec.Embedded spec;
  private final ImmutableList<DenseLayer> layers;

  /** Declares the variables; {@link ContextSpec.Embedded} tells how they start. */
  ContextEmbedding(ContextSpec.Embedded spec, Variables variables) {
    this.spec = spec;
    ImmutableList<Integer> hidden = spec.network().hidden();
    NetworkInputs inputs = NetworkInputs.ofContext(spec.context());
    ImmutableList.Builder<DenseLayer> declared = ImmutableList.builder();
    long width = inputs.size();
    for (int i = 0; i <= hidden.size(); i++) {
      boolean last = i == hidden.size();
      int units = last ? spec.width() : hidden.get(i);
      double bound = Math.sqrt((last ? 3.0 : 6.0) / width);
      declared.add(
          DenseLayer.declare(
              variables.scope(NAME).scope(last ? MlpConditioner.LAST : "hidden" + i),
              i == 0 ? inputs.start(bound, units) : Init.uniform(bound),
              width,
              units));
      width = units;
    }
    layers = declared.build();
  }

  /** For an encoded context {@code [n, k]}: {@code [n, e]}. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> encoded) {
    Operand<TFloat32> h = encoded;
    for (int i = 0; i < layers.size(); i++) {
      h = layers.get(i).apply(tf, h);
      if (i < layers.size() - 1) {
        h = DenseLayer.activate(tf, spec.network().activation(), h);
      }
    }
    return h;
  }
}
