package io.github.flowlib.tf;

import com.google.common.collect.ImmutableSet;
import io.github.flowlib.device.Device;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.flow.TensorFlowFlow;
import io.github.flowlib.tf.internal.graph.SpecTable;
import io.github.flowlib.tf.internal.model.TensorFlowModel;
import io.github.flowlib.tf.internal.vae.TensorFlowVae;
import java.util.function.Function;

/** The table of models: from a record to a model that waits for its weights. */
final class ModelKinds {

  private static final SpecTable<ModelSpec, Function<Device, TensorFlowModel<?, ?>>> TABLE =
      SpecTable.<ModelSpec, Function<Device, TensorFlowModel<?, ?>>>of(ModelSpec.class)
          .row(FlowSpec.class, spec -> device -> TensorFlowFlow.create(spec, 0, device))
          .row(VaeSpec.class, spec -> device -> TensorFlowVae.create(spec, 0, device))
          .build();

  private ModelKinds() {}

  /** The records that have a row. */
  static ImmutableSet<Class<?>> records() {
    return TABLE.records();
  }

  /** Builds a model whose weights are still to be read from a file. */
  static TensorFlowModel<?, ?> unrestored(ModelSpec spec, Device device) {
    return TABLE.compile(spec).apply(device);
  }
}
