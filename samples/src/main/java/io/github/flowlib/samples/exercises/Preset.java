package io.github.flowlib.samples.exercises;

import io.github.flowlib.FlowBuilder;
import io.github.flowlib.Glow;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.RealNVP;
import io.github.flowlib.samples.console.Names;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.Training;

/** The flows of the library that learn images, each with its own defaults. */
public enum Preset {

  /** Affine couplings, 10 of them. */
  REALNVP {
    @Override
    FlowSpec spec(Preprocessing preprocessing, FitOptions fit, Labels labels) {
      return build(fit.withHidden(RealNVP.builder()), preprocessing, labels);
    }
  },

  /**
   * RealNVP by the protocol of Papamakarios, Pavlakou and Murray 2017: {@value
   * #PUBLISHED_COUPLINGS} couplings of odd and even pixels, a network for the scale and one for the
   * shift, batch normalisation; a constant rate, L2 of {@value #PUBLISHED_L2}, and an end after
   * {@value #PUBLISHED_PATIENCE} epochs without a better one. The rest of the protocol are
   * settings: {@code --preprocessing logit --batch-size 100 --learning-rate 0.0001}. It differs by
   * the bound on log-scales, by last layers that start at zero, and by noise in the cells that is
   * new in every step.
   */
  PUBLISHED_REALNVP {
    @Override
    FlowSpec spec(Preprocessing preprocessing, FitOptions fit, Labels labels) {
      return build(
          fit.withHidden(RealNVP.builder())
              .couplings(PUBLISHED_COUPLINGS)
              .masks(Mask.Kind.ALTERNATING)
              .separateNetworks(Activation.TANH, Activation.RELU)
              .batchNorm(),
          preprocessing,
          labels);
    }

    @Override
    Training.Builder training(FitOptions fit) {
      return super.training(fit)
          .schedule(Schedule.constant())
          .l2(PUBLISHED_L2)
          .earlyStopping(PUBLISHED_PATIENCE);
    }
  },

  /**
   * The same as the first, one flow, with a learned mixture of {@value #COMPONENTS} normals as
   * noise.
   */
  MIXTURE_REALNVP {
    @Override
    FlowSpec spec(Preprocessing preprocessing, FitOptions fit, Labels labels) {
      return build(
          fit.withHidden(RealNVP.builder()).base(Base.mixtureOfNormals(COMPONENTS)),
          preprocessing,
          labels);
    }
  },

  /** Affine couplings with convolutional networks at 2 scales, 16 of them. */
  MULTI_SCALE_REALNVP {
    @Override
    FlowSpec spec(Preprocessing preprocessing, FitOptions fit, Labels labels) {
      checkNoHidden(this, fit);
      return build(RealNVP.multiScale(), preprocessing, labels);
    }
  },

  /** Activation normalisation, 1 × 1 convolutions and affine couplings at 2 scales, 8 each. */
  GLOW {
    @Override
    FlowSpec spec(Preprocessing preprocessing, FitOptions fit, Labels labels) {
      checkNoHidden(this, fit);
      return build(Glow.builder(), preprocessing, labels);
    }
  },

  /** Additive couplings, 4 of them. */
  NICE {
    @Override
    FlowSpec spec(Preprocessing preprocessing, FitOptions fit, Labels labels) {
      return build(fit.withHidden(io.github.flowlib.NICE.builder()), preprocessing, labels);
    }
  },

  /** Couplings with splines, 5 of them. */
  NEURAL_SPLINE_FLOW {
    @Override
    FlowSpec spec(Preprocessing preprocessing, FitOptions fit, Labels labels) {
      return build(fit.withHidden(NeuralSplineFlow.builder()), preprocessing, labels);
    }
  },

  /** Masked autoregressive transforms, 5 of them; logit pixels are standardised. */
  MAF {
    @Override
    FlowSpec spec(Preprocessing preprocessing, FitOptions fit, Labels labels) {
      io.github.flowlib.MAF.Builder builder = fit.withHidden(io.github.flowlib.MAF.builder());
      return build(
          preprocessing == Preprocessing.LOGIT ? builder.standardize() : builder,
          preprocessing,
          labels);
    }
  };

  private static final int COMPONENTS = 10;
  private static final int PUBLISHED_COUPLINGS = 5;
  private static final double PUBLISHED_L2 = 1e-6;
  private static final int PUBLISHED_PATIENCE = 30;

  private static void checkNoHidden(Preset preset, FitOptions fit) {
    SettingException.check(
        fit.hidden().isEmpty(),
        "hidden",
        "must not be named for %s, whose networks are convolutional; leave them out",
        preset);
  }

  /**
   * The flow for images of digits.
   *
   * @param preprocessing of pixels
   * @param fit names the hidden layers, if anything does
   * @param labels how the flow is told the digit
   * @return a spec
   * @throws SettingException if layers are named that the preset does not have
   */
  abstract FlowSpec spec(Preprocessing preprocessing, FitOptions fit, Labels labels);

  /**
   * How the flow is trained.
   *
   * @param fit what is the same for all
   * @return a builder, to be completed with validation data and listeners
   */
  Training.Builder training(FitOptions fit) {
    return fit.training();
  }

  private static <B extends FlowBuilder<B>> FlowSpec build(
      B builder, Preprocessing preprocessing, Labels labels) {
    return labels.build(preprocessing.apply(builder.image(Digits.SIDE, Digits.SIDE)));
  }

  @Override
  public String toString() {
    return Names.of(this);
  }
}
