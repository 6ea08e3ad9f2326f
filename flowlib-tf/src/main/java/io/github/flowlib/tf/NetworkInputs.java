package io.github.flowlib.tf;

import io.github.flowlib.spec.ContextSpec;

/**
 * What a network reads in a row: values, and the context concatenated behind them.
 *
 * @param values how many values
 * @param context how many numbers of context
 * @param contextGain the start of the first weights of a number of context, over that of a value
 */
record NetworkInputs(int values, int context, double contextGain) {

  /** The context starts as any other input. */
  static NetworkInputs alike(int values, ContextSpec context) {
    return new NetworkInputs(values, context.encodedWidth(), 1);
  }

  /**
   * The context starts as strong as all values together: what either adds to the first layer has
   * the same variance, for values and context of unit scale.
   *
   * <p>Otherwise the single one of a label drowns among hundreds of pixels. Networks then learn
   * pixels first and labels, which are worth few nats, hardly at all.
   */
  static NetworkInputs balanced(int values, ContextSpec context) {
    int notZero = context instanceof ContextSpec.Classes ? 1 : context.encodedWidth();
    double gain = notZero == 0 ? 1 : Math.sqrt((double) values / notZero);
    return new NetworkInputs(values, context.encodedWidth(), gain);
  }

  long size() {
    return (long) values + context;
  }
}
