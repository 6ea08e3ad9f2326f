package io.github.flowlib.tf.internal.distribution;

import io.github.flowlib.spec.Likelihood;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** {@link Likelihood} as operations. Parameters are what the decoder gives, one tensor each. */
public interface Observation {

  /**
   * What encoder and likelihood see of rows in data units.
   *
   * @param uniform noise in (0, 1) of the shape of the rows, for those that want some
   */
  Operand<TFloat32> observe(Ops tf, Operand<TFloat32> rows, Supplier<Operand<TFloat32>> uniform);

  /** log p of every observed value; the shapes may broadcast. */
  Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observed, List<Operand<TFloat32>> parameters);

  /** The mean, in data units. */
  Operand<TFloat32> mean(Ops tf, List<Operand<TFloat32>> parameters);

  /** A draw for a key {@code int64[2]}, in data units. */
  Operand<TFloat32> draw(Ops tf, List<Operand<TFloat32>> parameters, Operand<TInt64> key);

  /**
   * What the decoder should begin with for values of v with such a mean, for its first parameter.
   */
  double start(double mean);
}
