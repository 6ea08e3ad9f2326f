package io.github.flowlib.tf.internal.network;

import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.graph.Log;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells of hidden layers that are too narrow for a {@link MaskedNetwork}. Every unit knows of the
 * first so many values, so to tell d values apart, d − 1 units are needed, and one more for the
 * context; with fewer, the parameters of some values cannot depend on the value just before.
 */
public final class MaskedWidth {

  private MaskedWidth() {}

  /** Logs what there is to say of a model that is trained. */
  public static void check(ModelSpec spec) {
    of(spec).ifPresent(text -> Log.LOG.log(System.Logger.Level.WARNING, text));
  }

  static Optional<String> of(ModelSpec spec) {
    if (spec instanceof VaeSpec vae) {
      return vae.prior().flatMap(MaskedWidth::of);
    }
    FlowSpec flow = (FlowSpec) spec;
    int needed = flow.dimension() - (flow.context().encodedWidth() > 0 ? 0 : 1);
    for (int i = 0; i < flow.transforms().size(); i++) {
      if (flow.transforms().get(i) instanceof Autoregressive layer) {
        List<Integer> hidden = layer.conditioner().hidden();
        if (!hidden.isEmpty() && Collections.min(hidden) < needed) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "transform %d (%s) has a hidden layer of %d units, too few for an autoregressive"
                      + " transform of %d values: the parameters of some values cannot depend on the value"
                      + " just before; make hidden layers of at least %d units",
                  i,
                  Autoregressive.class.getSimpleName(),
                  Collections.min(hidden),
                  flow.dimension(),
                  needed));
        }
      }
    }
    return Optional.empty();
  }
}
