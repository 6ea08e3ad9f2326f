package io.github.flowlib.samples.exercises.measurement;

import io.github.flowlib.spec.ActNorm;
import io.github.flowlib.spec.AdditiveCoupling;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Coupling;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.InvertibleLinear;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.Squeeze;
import io.github.flowlib.spec.Transform;
import java.util.List;
import java.util.Optional;

/** Names flows by what they are. */
public final class ModelName {

  private ModelName() {}

  private static String realNvp(int couplings) {
    return "RealNVP(" + couplings + ")";
  }

  /** The name of any flow: couplings of one kind have a name of their own. */
  public static String of(FlowSpec spec) {
    List<Transform> couplings =
        spec.transforms().stream().filter(Coupling.class::isInstance).toList();
    int count = couplings.size();
    String name = "Flow(" + count + " couplings)";
    if (count > 0 && has(spec, InvertibleLinear.class) && has(spec, ActNorm.class)) {
      name = "Glow(" + count + ")";
    } else if (count > 0 && couplings.stream().allMatch(AffineCoupling.class::isInstance)) {
      name = (has(spec, Squeeze.class) ? "Multi-scale " : "") + realNvp(count);
    } else if (count > 0 && couplings.stream().allMatch(AdditiveCoupling.class::isInstance)) {
      name = "NICE(" + count + ")";
    } else if (count > 0 && couplings.stream().allMatch(SplineCoupling.class::isInstance)) {
      name = "Neural spline flow(" + count + ")";
    } else if (count == 0) {
      name = autoregressive(spec).orElse(name);
    }
    if (spec.base() instanceof Base.MixtureOfNormals mixture) {
      name += ", mixture of " + mixture.components();
    }
    return spec.context() instanceof Context.None ? name : "Conditional " + name;
  }

  private static boolean has(FlowSpec spec, Class<? extends Transform> kind) {
    return spec.transforms().stream().anyMatch(kind::isInstance);
  }

  private static Optional<String> autoregressive(FlowSpec spec) {
    List<Autoregressive> layers =
        spec.transforms().stream()
            .filter(Autoregressive.class::isInstance)
            .map(Autoregressive.class::cast)
            .toList();
    if (layers.isEmpty()) {
      return Optional.empty();
    }
    boolean masked = layers.get(0).fast() == Autoregressive.Fast.DENSITY;
    return Optional.of((masked ? "MAF(" : "IAF(") + layers.size() + ")");
  }

  /** What stands beside the figures of a conditional model that is told the label. */
  public static String givenLabel(String name) {
    return name + " (label given)";
  }

  /** What stands beside the figures of a conditional model that is not told the label. */
  public static String marginal(String name) {
    return name + " (marginal)";
  }

  /** How many couplings a flow has, of whatever kind. */
  public static int couplings(FlowSpec spec) {
    return (int) spec.transforms().stream().filter(Coupling.class::isInstance).count();
  }
}
