package io.github.flowlib.tf;

import com.google.common.collect.ImmutableSet;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.flow.TensorFlowFlow;
import io.github.flowlib.tf.internal.graph.SpecTable;
import io.github.flowlib.tf.internal.model.TensorFlowModel;
import io.github.flowlib.tf.internal.vae.TensorFlowVae;

/** The table of models: from a record to a model that waits for its weights. */
final class ModelKinds {

  private static final SpecTable<ModelSpec, TensorFlowModel<?, ?>> TABLE =
      SpecTable.<ModelSpec, TensorFlowModel<?, ?>>of(ModelSpec.class)
          .row(FlowSpec.class, spec -> TensorFlowFlow.create(spec, 0))
          .row(VaeSpec.class, spec -> TensorFlowVae.create(spec, 0))
          .build();

  private ModelKinds() {}

  /** The records that have a row. */
  static ImmutableSet<Class<?>> records() {
    return TABLE.records();
  }

  /** Builds a model whose weights are still to be read from a file. */
  static TensorFlowModel<?, ?> unrestored(ModelSpec spec) {
    return TABLE.compile(spec);
  }
}
