package io.github.flowlib.samples.exercises.plane;

import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.RealNVP;
import io.github.flowlib.samples.console.Names;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.FlowSpec;

/** Every preset of the library, of a size that suits the plane. */
public enum PlanePreset {

  /** Additive couplings; each moves one of the two values. */
  NICE("NICE") {
    @Override
    public FlowSpec spec() {
      return io.github
          .flowlib
          .NICE
          .builder()
          .dimension(2)
          .couplings(COUPLINGS)
          .hidden(UNITS, UNITS)
          .activation(Activation.SILU)
          .build();
    }
  },

  /** Affine couplings; each moves one of the two values. */
  REALNVP("RealNVP") {
    @Override
    public FlowSpec spec() {
      return RealNVP.builder()
          .dimension(2)
          .couplings(COUPLINGS)
          .hidden(UNITS, UNITS)
          .activation(Activation.SILU)
          .build();
    }
  },

  /** Masked autoregressive transforms, affine. */
  MAF("MAF") {
    @Override
    public FlowSpec spec() {
      return io.github
          .flowlib
          .MAF
          .builder()
          .dimension(2)
          .layers(LAYERS)
          .hidden(UNITS, UNITS)
          .activation(Activation.SILU)
          .build();
    }
  },

  /** Inverse autoregressive transforms, affine. */
  IAF("IAF") {
    @Override
    public FlowSpec spec() {
      return io.github
          .flowlib
          .IAF
          .builder()
          .dimension(2)
          .layers(LAYERS)
          .hidden(UNITS, UNITS)
          .activation(Activation.SILU)
          .build();
    }
  },

  /** Spline couplings, a quarter as many as affine ones. */
  NEURAL_SPLINE_FLOW("Neural spline flow") {
    @Override
    public FlowSpec spec() {
      return NeuralSplineFlow.builder()
          .dimension(2)
          .couplings(COUPLINGS / 4)
          .hidden(UNITS, UNITS)
          .activation(Activation.SILU)
          .build();
    }
  };

  private static final int COUPLINGS = 24;
  private static final int LAYERS = 16;
  private static final int UNITS = 64;

  private final String title;

  PlanePreset(String title) {
    this.title = title;
  }

  /**
   * How it is called in pictures.
   *
   * @return the name, as it is written
   */
  public String title() {
    return title;
  }

  /**
   * The flow.
   *
   * @return for rows of two numbers
   */
  public abstract FlowSpec spec();

  /**
   * Reads a name.
   *
   * @param name as {@link #toString} gives it, in any case
   * @return the preset
   * @throws IllegalArgumentException if there is none of that name
   */
  public static PlanePreset parse(String name) {
    return Names.parse(values(), name, "presets", "must be among %s, but one was '%s'");
  }

  @Override
  public String toString() {
    return Names.of(this);
  }
}
