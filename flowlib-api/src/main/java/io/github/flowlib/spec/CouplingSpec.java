package io.github.flowlib.spec;

/**
 * What all couplings have: they keep part A of an event and transform part B, given A and the
 * context.
 */
public interface CouplingSpec {

  /**
   * Splits the event.
   *
   * @return which values are in part A
   */
  Mask mask();

  /**
   * Reads part A and the context.
   *
   * @return the network that gives the parameters for part B
   */
  ConditionerSpec conditioner();
}
