package io.github.flowlib.tf;

import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.ContextSpec;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** {@link Base} as operations. */
interface BaseDistribution {

  /** log p(z) of every row, or log p(z | y) where the pass has a context: {@code [n]}. */
  Operand<TFloat64> logProb(Pass pass, Operand<TFloat32> z);

  /**
   * Draws noise.
   *
   * @param shape {@code [n, d]}
   * @param key {@code int64[2]}
   * @param temperature a factor on the deviation from the mean
   * @param context of the rows, {@code [n, c]}
   * @return {@code [n, d]}
   */
  Operand<TFloat32> sample(
      Ops tf,
      Operand<TInt32> shape,
      Operand<TInt64> key,
      Operand<TFloat32> temperature,
      Optional<Operand<TFloat32>> context);

  /** Declares the variables of a base, if it has any. */
  static BaseDistribution of(
      Base base, int dimension, ContextSpec context, Variables.Scope variables) {
    if (base instanceof Base.Normal) {
      return new StandardNormalBase();
    }
    if (base instanceof Base.Logistic) {
      return new LogisticBase();
    }
    if (base instanceof Base.StudentT student) {
      return new StudentTBase(student.degreesOfFreedom());
    }
    ContextSpec seen = base.conditional() ? context : new ContextSpec.None();
    if (base instanceof Base.DiagonalNormal) {
      return new DiagonalNormalBase(dimension, seen, variables);
    }
    if (base instanceof Base.MixtureOfNormals mixture) {
      return new MixtureBase(mixture, dimension, seen, variables);
    }
    throw new IllegalStateException("this base has no operations: " + base);
  }

  /** A key of its own for each of several draws; 0 is the key itself. Chunks stay below 2³². */
  static Operand<TInt64> stream(Ops tf, Operand<TInt64> key, int number) {
    return tf.math.add(key, tf.constant(new long[] {0, (long) number << 32}));
  }
}
