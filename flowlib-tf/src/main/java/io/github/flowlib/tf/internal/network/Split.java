package io.github.flowlib.tf.internal.network;

import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Mask;
import java.util.BitSet;

/** Part A and part B of an event, as a mask has them. */
public final class Split {

  private final Mask mask;
  private final EventShape event;
  private final BitSet keeps = new BitSet();

  public Split(Mask mask, EventShape event) {
    this.mask = mask;
    this.event = event;
    for (int i = 0; i < event.dimension(); i++) {
      keeps.set(i, mask.keeps(event, i));
    }
  }

  public int dimension() {
    return event.dimension();
  }

  /** The positions of part A. */
  public BitSet keeps() {
    return keeps;
  }

  int sizeOfA() {
    return keeps.cardinality();
  }

  int sizeOfB() {
    return event.dimension() - keeps.cardinality();
  }

  /** Part A as an image of its own, for a mask that leaves one. */
  PartImage imageOfA() {
    return PartImage.of(mask.kind(), event, sizeOfA());
  }

  /** Part B likewise, as high and as wide. */
  PartImage imageOfB() {
    return PartImage.of(mask.kind(), event, sizeOfB());
  }
}
