package io.github.flowlib.tf.internal.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.tf.internal.graph.GraphScope;
import io.github.flowlib.tf.internal.graph.Pass;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.network.MaskedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * {@link Autoregressive}. One direction is one pass through the network. In the other, the values
 * that the network reads are the ones that are wanted: d passes, each of which settles one more
 * value, unrolled for few values, in a loop of the graph for many.
 */
final class AutoregressiveBijector implements Bijector {

  private final Autoregressive spec;
  private final UnivariateMap map;
  private final MaskedNetwork network;
  private final int dimension;

  AutoregressiveBijector(
      Autoregressive spec, EventShape input, Context context, Variables.Scope scope) {
    this.spec = spec;
    dimension = input.dimension();
    map = UnivariateMaps.compile(spec.map());
    network = new MaskedNetwork(spec, dimension, context, scope);
  }

  @Override
  public void checkTrainable() {
    checkArgument(
        spec.fast() == Autoregressive.Fast.DENSITY || dimension <= Autoregressive.MAX_UNROLLED,
        "training by likelihood must have at most %s values with fast = SAMPLING, whose density takes as many"
            + " passes as there are values, but has %s; train a MAF",
        Autoregressive.MAX_UNROLLED,
        dimension);
  }

  @Override
  public Mapped forward(Pass pass, Operand<TFloat32> x) {
    if (isFast(Autoregressive.Fast.DENSITY)) {
      return map.forward(pass, x, parameters(pass, x));
    }
    Operand<TFloat32> z =
        settle(pass, x, (body, one) -> map.forward(body, one.target(), one.parameters()).value());
    return map.forward(pass, x, parameters(pass, z));
  }

  @Override
  public Operand<TFloat32> inverse(Pass pass, Operand<TFloat32> z) {
    if (isFast(Autoregressive.Fast.SAMPLING)) {
      return map.inverse(pass, z, parameters(pass, z));
    }
    return settle(pass, z, (body, one) -> map.inverse(body, one.target(), one.parameters()));
  }

  /** A single value waits for no other, so both directions are one pass. */
  private boolean isFast(Autoregressive.Fast direction) {
    return spec.fast() == direction || dimension == 1;
  }

  private List<Operand<TFloat32>> parameters(Pass pass, Operand<TFloat32> values) {
    return network.apply(pass, network.weights(), values);
  }

  /** What is mapped in a pass, and with which parameters. */
  private record One(Operand<TFloat32> target, List<Operand<TFloat32>> parameters) {}

  /** Maps {@code target} with parameters read from the result, until the result is settled. */
  private Operand<TFloat32> settle(
      Pass pass, Operand<TFloat32> target, BiFunction<Pass, One, Operand<TFloat32>> step) {
    Operand<TFloat32> value = pass.tf().zerosLike(target);
    if (dimension > Autoregressive.MAX_UNROLLED) {
      return loop(pass, value, target, step);
    }
    for (int i = 0; i < dimension; i++) {
      value = step.apply(pass, new One(target, parameters(pass, value)));
    }
    return value;
  }

  /**
   * The same in the graph. A loop sees nothing from outside: all it needs goes in and comes out.
   */
  private Operand<TFloat32> loop(
      Pass pass,
      Operand<TFloat32> start,
      Operand<TFloat32> target,
      BiFunction<Pass, One, Operand<TFloat32>> step) {
    Ops tf = pass.tf();
    List<Operand<?>> state = new ArrayList<>(List.of(tf.constant(0), start, target));
    pass.context().ifPresent(state::add);
    state.addAll(network.weights());
    try (ConcreteFunction more = GraphScope.function(body -> more(body, state));
        ConcreteFunction next = GraphScope.function(body -> next(body, state, step))) {
      return tf.statelessWhile(state, more, next).output().get(1).expect(TFloat32.class);
    }
  }

  private Signature more(Ops tf, List<Operand<?>> state) {
    List<Operand<?>> inputs = inputs(tf, state);
    Operand<TInt32> count = inputs.get(0).asOutput().expect(TInt32.class);
    return signature("more", inputs)
        .output("more", tf.math.less(count, tf.constant(dimension)))
        .build();
  }

  private Signature next(
      Ops tf, List<Operand<?>> state, BiFunction<Pass, One, Operand<TFloat32>> step) {
    List<Operand<?>> inputs = inputs(tf, state);
    int fixed = state.size() - network.weights().size();
    boolean conditional = fixed == 4;
    Operand<TInt32> count = inputs.get(0).asOutput().expect(TInt32.class);
    List<Operand<TFloat32>> weights =
        inputs.subList(fixed, inputs.size()).stream()
            .<Operand<TFloat32>>map(each -> each.asOutput().expect(TFloat32.class))
            .collect(ImmutableList.toImmutableList());
    Optional<Operand<TFloat32>> context =
        conditional
            ? Optional.of(inputs.get(3).asOutput().expect(TFloat32.class))
            : Optional.empty();
    Operand<TFloat32> value = inputs.get(1).asOutput().expect(TFloat32.class);
    Operand<TFloat32> target = inputs.get(2).asOutput().expect(TFloat32.class);
    Pass body = new Pass(tf, context);
    Operand<TFloat32> settled =
        step.apply(body, new One(target, network.apply(body, weights, value)));
    Signature.Builder signature = signature("next", inputs);
    signature.output("out0", tf.math.add(count, tf.constant(1)));
    signature.output("out1", settled);
    for (int i = 2; i < inputs.size(); i++) {
      signature.output("out" + i, tf.identity(inputs.get(i)));
    }
    return signature.build();
  }

  private static List<Operand<?>> inputs(Ops tf, List<Operand<?>> state) {
    List<Operand<?>> inputs = new ArrayList<>();
    for (Operand<?> each : state) {
      Shape shape = each.shape();
      inputs.add(tf.placeholder(each.type(), Placeholder.shape(shape)));
    }
    return inputs;
  }

  private static Signature.Builder signature(String name, List<Operand<?>> inputs) {
    Signature.Builder signature = Signature.builder(name);
    for (int i = 0; i < inputs.size(); i++) {
      signature.input("in" + i, inputs.get(i));
    }
    return signature;
  }
}
