package io.github.flowlib.internal;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Copies of lists that callers give, which they can no longer change. */
public final class Copies {

  private Copies() {}

  /**
   * A list that never changes; the same one if it is such a list already.
   *
   * @param list what a caller gave
   * @param name of the list, for the message
   * @param <T> of the elements
   * @return the copy
   * @throws NullPointerException if the list or an element of it is null
   */
  public static <T> List<T> of(List<T> list, String name) {
    checkNotNull(list, "%s must not be null", name);
    for (T element : list) {
      checkNotNull(element, "%s must not contain null, but was %s", name, list);
    }
    return ImmutableList.copyOf(list);
  }
}
