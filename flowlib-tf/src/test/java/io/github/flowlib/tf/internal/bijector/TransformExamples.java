package io.github.flowlib.tf.internal.bijector;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.ActNorm;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AdditiveCoupling;
import io.github.flowlib.spec.Affine;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.DiagonalScaling;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FactorOut;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.InvertibleLinear;
import io.github.flowlib.spec.LeakyRelu;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.spec.MarginalSpline;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Permutation;
import io.github.flowlib.spec.Softplus;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.Squeeze;
import io.github.flowlib.spec.Standardization;
import io.github.flowlib.spec.Transform;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What the contract test runs over. A new transform adds a line here, or the contract test names it
 * as missing.
 */
final class TransformExamples {

  /** The data a transform takes. */
  enum Data {
    /** Normal numbers. */
    REAL,
    /** Numbers inside (0, 1). */
    UNIT,
    /** Dequantized levels 0 to 7. */
    LEVELS
  }

  record Example(Transform transform, EventShape shape, Data data) {

    Dequantization dequantization() {
      return data == Data.LEVELS ? Dequantization.uniform(8) : Dequantization.none();
    }

    float[][] rows(int count, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[][] rows = new float[count][shape.dimension()];
      for (float[] row : rows) {
        for (int j = 0; j < row.length; j++) {
          double u = (random.nextInt(1 << 15) + 0.5) / (1 << 15);
          row[j] =
              (float)
                  switch (data) {
                    case REAL -> random.nextGaussian();
                    case UNIT -> u;
                    case LEVELS -> random.nextInt(8) + u;
                  };
        }
      }
      return rows;
    }
  }

  /** Not tanh, which hides from the last layer how far away the values are. */
  static final Conditioner.Mlp MLP = new Conditioner.Mlp(ImmutableList.of(16, 12), Activation.SILU);

  static final Conditioner SEPARATE =
      new Conditioner.Separate(
          ImmutableList.of(
              new Conditioner.Mlp(ImmutableList.of(16), Activation.SILU),
              new Conditioner.Mlp(ImmutableList.of(), Activation.ELU)));

  static final Conditioner.ResNet RES_NET = new Conditioner.ResNet(6, 2, Activation.RELU);

  private static final EventShape SQUARES = EventShape.image(4, 2, 2);
  private static final EventShape CHANNELS = EventShape.image(2, 3, 3);
  private static final EventShape VECTOR = EventShape.vector(5);
  private static final EventShape ONE = EventShape.vector(1);
  private static final EventShape IMAGE = EventShape.image(2, 3, 1);

  static final ImmutableList<Example> ALL =
      ImmutableList.of(
          new Example(new AdditiveCoupling(Mask.of(Mask.Kind.HALF), MLP), VECTOR, Data.REAL),
          new Example(
              new AdditiveCoupling(Mask.of(Mask.Kind.CHECKERBOARD).flip(), MLP), IMAGE, Data.REAL),
          new Example(
              new AffineCoupling(Mask.of(Mask.Kind.ALTERNATING), MLP, 2), VECTOR, Data.REAL),
          new Example(
              new AffineCoupling(Mask.of(Mask.Kind.HALF).flip(), SEPARATE, 0.5), VECTOR, Data.REAL),
          new Example(
              new AffineCoupling(Mask.of(Mask.Kind.CHECKERBOARD), MLP, 2), IMAGE, Data.REAL),
          new Example(
              new SplineCoupling(Mask.of(Mask.Kind.HALF), MLP, new Spline(8, 3)),
              VECTOR,
              Data.REAL),
          new Example(
              new SplineCoupling(Mask.of(Mask.Kind.CHECKERBOARD).flip(), MLP, new Spline(2, 20)),
              IMAGE,
              Data.REAL),
          new Example(
              new SplineCoupling(Mask.of(Mask.Kind.HALF), MLP, unlimited(8, 3)), VECTOR, Data.REAL),
          new Example(
              new Autoregressive(new Affine(2), MLP, false, Autoregressive.Fast.DENSITY),
              VECTOR,
              Data.REAL),
          new Example(
              new Autoregressive(new Spline(4, 4), MLP, true, Autoregressive.Fast.DENSITY),
              EventShape.vector(Autoregressive.MAX_UNROLLED + 1), // a loop
              Data.REAL),
          new Example(
              new Autoregressive(unlimited(4, 4), MLP, false, Autoregressive.Fast.DENSITY),
              VECTOR,
              Data.REAL),
          new Example(
              new Autoregressive(new Affine(1), MLP, true, Autoregressive.Fast.SAMPLING),
              IMAGE,
              Data.REAL),
          new Example(
              new Autoregressive(new Affine(2), MLP, false, Autoregressive.Fast.DENSITY),
              ONE,
              Data.REAL),
          new Example(
              new Autoregressive(new Spline(8, 5), MLP, true, Autoregressive.Fast.DENSITY),
              ONE,
              Data.REAL),
          new Example(
              new Autoregressive(new Spline(4, 4), MLP, false, Autoregressive.Fast.SAMPLING),
              ONE,
              Data.REAL),
          new Example(
              new AffineCoupling(Mask.of(Mask.Kind.CHECKERBOARD), RES_NET, 2), SQUARES, Data.REAL),
          new Example(
              new SplineCoupling(Mask.of(Mask.Kind.CHECKERBOARD).flip(), RES_NET, new Spline(4, 5)),
              SQUARES,
              Data.REAL),
          new Example(
              new AffineCoupling(Mask.of(Mask.Kind.CHANNELS).flip(), RES_NET, 2),
              CHANNELS,
              Data.REAL),
          new Example(
              new AdditiveCoupling(
                  Mask.of(Mask.Kind.CHANNELS), new Conditioner.Separate(ImmutableList.of(RES_NET))),
              CHANNELS,
              Data.REAL),
          new Example(new AffineCoupling(Mask.of(Mask.Kind.CHANNELS), MLP, 2), CHANNELS, Data.REAL),
          new Example(new Squeeze(2), EventShape.image(2, 4, 2), Data.REAL),
          new Example(new Squeeze(3), EventShape.image(3, 6, 1), Data.REAL),
          new Example(new FactorOut(2), CHANNELS, Data.REAL),
          new Example(new AffineCoupling(Mask.keeping(1, 2, 4), MLP, 2), VECTOR, Data.REAL),
          new Example(new AdditiveCoupling(Mask.random(6, 3).flip(), MLP), IMAGE, Data.REAL),
          new Example(new Permutation(ImmutableList.of(3, 0, 4, 2, 1)), VECTOR, Data.REAL),
          new Example(new InvertibleLinear(), VECTOR, Data.REAL),
          new Example(new InvertibleLinear(), EventShape.image(2, 2, 3), Data.REAL),
          new Example(new ActNorm(), VECTOR, Data.REAL),
          new Example(new ActNorm(), EventShape.image(2, 2, 3), Data.REAL),
          new Example(BatchNorm.ofValues(), VECTOR, Data.REAL),
          new Example(new BatchNorm(true, 0.1), EventShape.image(2, 2, 3), Data.REAL),
          new Example(new Standardization(), VECTOR, Data.REAL),
          new Example(new DiagonalScaling(), VECTOR, Data.REAL),
          new Example(new Logit(0.05, 0, 1), VECTOR, Data.UNIT),
          new Example(new Logit(1e-6, 0, 8), IMAGE, Data.LEVELS),
          new Example(new Marginals(8), IMAGE, Data.LEVELS),
          new Example(new MarginalSpline(32), VECTOR, Data.REAL),
          new Example(new MarginalSpline(5), IMAGE, Data.LEVELS),
          new Example(new Softplus(0.25), VECTOR, Data.UNIT),
          new Example(new Softplus(2), IMAGE, Data.LEVELS),
          new Example(new LeakyRelu(0.1), VECTOR, Data.REAL),
          new Example(FixedAffine.of(0.5, 0.25), IMAGE, Data.REAL),
          new Example(
              FixedAffine.of(new double[] {1, -2, 0.5, 0, 3}, new double[] {2, 0.1, 1.5, 4, 0.3}),
              VECTOR,
              Data.REAL));

  private TransformExamples() {}

  /** As in models that were saved before there were limits. */
  private static Spline unlimited(int bins, double bound) {
    return new Spline(bins, bound, Optional.empty());
  }
}
