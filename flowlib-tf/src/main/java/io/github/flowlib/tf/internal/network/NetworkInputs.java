package io.github.flowlib.tf.internal.network;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.graph.Init;
import java.util.function.IntToDoubleFunction;

/**
 * What a network reads in a row: values, and the context concatenated behind them.
 *
 * @param values how many values
 * @param contextParts the context: a one-hot label, a vector, one behind the other, or an embedding
 */
public record NetworkInputs(int values, ImmutableList<ContextPart> contextParts) {

  /**
   * Numbers of context that start alike.
   *
   * @param size how many
   * @param gain the start of their first weights, over that of a value
   */
  record ContextPart(int size, double gain) {}

  /** The context starts as any other input. */
  public static NetworkInputs alike(int values, Context context) {
    return new NetworkInputs(values, parts(context, size -> 1));
  }

  /**
   * The context starts as strong as all values together: what either adds to the first layer has
   * the same variance, for values and context of unit scale. Of a label and a vector, each adds
   * half of it.
   *
   * <p>Otherwise the single one of a label drowns among hundreds of pixels. Networks then learn
   * pixels first and labels, which are worth few nats, hardly at all.
   */
  static NetworkInputs balanced(int values, Context context) {
    return new NetworkInputs(
        values, parts(context, notZero -> Math.sqrt((double) values / notZero)));
  }

  /**
   * Nothing but the context: what it adds to the first layer has the variance that as many values
   * of unit scale would add.
   */
  static NetworkInputs ofContext(Context context) {
    return new NetworkInputs(0, balanced(context.encodedWidth(), context).contextParts);
  }

  /** By how many numbers of unit scale would add as much variance, times the number of parts. */
  private static ImmutableList<ContextPart> parts(Context context, IntToDoubleFunction gain) {
    if (context instanceof Context.None) {
      return ImmutableList.of();
    }
    if (context instanceof Context.ClassesAndVector both) {
      return ImmutableList.of(
          new ContextPart(both.classes(), gain.applyAsDouble(2)),
          new ContextPart(both.width(), gain.applyAsDouble(2 * both.width())));
    }
    int notZero = context instanceof Context.Classes ? 1 : context.encodedWidth();
    return ImmutableList.of(new ContextPart(context.encodedWidth(), gain.applyAsDouble(notZero)));
  }

  /** How many numbers of context. */
  int context() {
    return contextParts.stream().mapToInt(ContextPart::size).sum();
  }

  long size() {
    return (long) values + context();
  }

  /** The same with a context that starts weaker. */
  NetworkInputs contextOver(double divisor) {
    return new NetworkInputs(
        values,
        contextParts.stream()
            .map(part -> new ContextPart(part.size(), part.gain() / divisor))
            .collect(ImmutableList.toImmutableList()));
  }

  /**
   * The weights of a first layer: rows for the values, then those for the context.
   *
   * @param bound of the weights of a value
   * @param units of the layer; a matrix too large for an array is refused where it is declared
   */
  Init start(double bound, long units) {
    Init init = Init.zeros(); // nothing is left behind the last part
    for (ContextPart part : contextParts.reverse()) {
      init = Init.uniform(bound * part.gain()).then((int) (part.size() * units), init);
    }
    return Init.uniform(bound).then((int) (values * units), init);
  }
}
