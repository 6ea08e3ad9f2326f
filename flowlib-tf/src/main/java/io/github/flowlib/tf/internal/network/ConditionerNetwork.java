package io.github.flowlib.tf.internal.network;

import io.github.flowlib.tf.internal.graph.Pass;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A compiled network of a coupling. */
public interface ConditionerNetwork {

  /**
   * The parameters of a transform.
   *
   * @param input part A, {@code [n, |A|]}; the pass knows the context
   * @return one tensor per parameter, {@code [n, |B|]} each
   */
  List<Operand<TFloat32>> apply(Pass pass, Operand<TFloat32> input);
}
