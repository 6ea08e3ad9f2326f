package io.github.flowlib.tf.internal.network;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * MADE (Germain et al. 2015): a dense network in which the parameters for a value depend on the
 * values before it alone, and on the context.
 *
 * <p>Every unit has a degree, the number of values that it may know of. Weights that would tell a
 * unit more are multiplied by zero, in every run: the masks are made of the degrees in the graph,
 * so that no saved model carries them. Weights are arguments, because the body of a loop cannot
 * reach what stands outside.
 */
public final class MaskedNetwork {

  private static final int CONTEXT_DEGREE = 0;

  private final Autoregressive spec;
  private final int dimension;
  private final int parameters;

  /** The degrees of the inputs, of every hidden layer, and of one set of outputs. */
  private final ImmutableList<int[]> degrees;

  private final DenseStack stack;

  public MaskedNetwork(Autoregressive spec, int dimension, Context context, Variables.Scope scope) {
    this.spec = spec;
    this.dimension = dimension;
    parameters = spec.map().parameterCount();
    int contextWidth = context.encodedWidth();
    int[] ofValues =
        IntStream.range(0, dimension).map(i -> spec.reversed() ? dimension - i : i + 1).toArray();
    // Only units that know no value can tell the first one of the context.
    int least = contextWidth > 0 ? CONTEXT_DEGREE : 1;
    ImmutableList.Builder<int[]> all = ImmutableList.builder();
    all.add(Arrays.copyOf(ofValues, dimension + contextWidth)); // those of the context are 0
    for (int units : spec.conditioner().hidden()) {
      all.add(
          IntStream.range(0, units)
              .map(j -> least + (int) ((long) j * (dimension - least) / units))
              .toArray());
    }
    degrees = all.add(ofValues).build();
    stack = declare(start(context), scope);
  }

  /** How strong values and context start in the first layer. */
  private NetworkInputs start(Context context) {
    if (dimension == 1) { // no unit knows the value
      return new NetworkInputs(1, NetworkInputs.ofContext(context).contextParts());
    }
    // As in a coupling, over half of the values, which a unit knows on average.
    return NetworkInputs.balanced(dimension, context).contextOver(Math.sqrt(2));
  }

  private DenseStack declare(NetworkInputs first, Variables.Scope scope) {
    int last = spec.conditioner().hidden().size();
    return DenseStack.declare(
        spec.conditioner(),
        degrees.get(0).length,
        (long) parameters * dimension,
        (layer, inputs, outputs) -> {
          if (layer == last) {
            return Init.zeros();
          }
          // A mask leaves about half of the inputs; of one value it hides that value and no more.
          double share = dimension == 1 ? 1 : 0.5;
          double known = dimension == 1 && layer == 0 ? Math.max(1, inputs - 1) : share * inputs;
          double bound =
              DenseLayer.boundOf(spec.conditioner().activation(), known, share * outputs);
          return layer == 0 ? first.start(bound, outputs) : Init.uniform(bound);
        },
        scope);
  }

  /** Weights and bias of every layer, in order. */
  public ImmutableList<Operand<TFloat32>> weights() {
    return stack.weights();
  }

  /**
   * The parameters of every value.
   *
   * @param pass knows the context
   * @param layerWeights {@link #weights()}, or what stands for them in the body of a loop
   * @param values {@code [n, d]}
   * @return one tensor {@code [n, d]} per parameter
   */
  public List<Operand<TFloat32>> apply(
      Pass pass, List<Operand<TFloat32>> layerWeights, Operand<TFloat32> values) {
    Ops tf = pass.tf();
    ImmutableList.Builder<DenseLayer> masked = ImmutableList.builder();
    int layers = degrees.size() - 1;
    for (int i = 0; i < layers; i++) {
      Operand<TFloat32> mask = mask(tf, degrees.get(i), degrees.get(i + 1), i == layers - 1);
      masked.add(
          new DenseLayer(tf.math.mul(layerWeights.get(2 * i), mask), layerWeights.get(2 * i + 1)));
    }
    Operand<TFloat32> all = stack.with(masked.build()).apply(pass, pass.withContext(values));
    List<Operand<TFloat32>> split = new ArrayList<>();
    tf.split(tf.constant(1), all, (long) parameters).output().forEach(split::add);
    return split;
  }

  /** 1 where an output may know the input; outputs of the last layer are the parameters in turn. */
  private Operand<TFloat32> mask(Ops tf, int[] from, int[] to, boolean last) {
    Operand<TInt32> inputs = tf.expandDims(tf.constant(from), tf.constant(1));
    if (!last) {
      return tf.dtypes.cast(tf.math.greaterEqual(tf.constant(to), inputs), TFloat32.class);
    }
    Operand<TFloat32> ofOne =
        tf.dtypes.cast(tf.math.greater(tf.constant(to), inputs), TFloat32.class);
    return tf.tile(ofOne, tf.constant(new int[] {1, parameters}));
  }
}
