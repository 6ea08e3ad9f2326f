package io.github.flowlib.spec;

/**
 * What all couplings have: they keep part A of an event and transform part B, given A and the
 * context.
 */
public sealed interface Coupling permits AdditiveCoupling, AffineCoupling, SplineCoupling {

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
  Conditioner conditioner();

  /**
   * Checks that mask and network fit an event. The records call it; it is public because methods of
   * an interface are.
   *
   * @param event the shape of the event
   * @return the same shape: a coupling keeps it
   * @throws IllegalArgumentException if the mask cannot split the event or the network cannot read
   *     the parts; the message names the rule
   */
  default EventShape checkFits(EventShape event) {
    mask().checkFits(event);
    conditioner().checkReads(mask(), event);
    return event;
  }
}
