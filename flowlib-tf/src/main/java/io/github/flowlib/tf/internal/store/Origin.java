package io.github.flowlib.tf.internal.store;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where the weights of a model are from.
 *
 * @param seed of the first weights; empty if the file that the model was read from does not tell
 * @param trainings of these weights, in order
 */
public record Origin(OptionalLong seed, List<Provenance> trainings) {

  /** What a file of the first format, or a table of weights, tells. */
  public static final Origin UNKNOWN = new Origin(OptionalLong.empty(), List.of());

  /** Whether the weights are known to be those that a seed gave. */
  public boolean isNew() {
    return seed.isPresent() && trainings.isEmpty();
  }

  public static Origin ofNew(long seed) {
    return new Origin(OptionalLong.of(seed), List.of());
  }

  public Origin then(Provenance training) {
    return new Origin(
        seed, ImmutableList.<Provenance>builder().addAll(trainings).add(training).build());
  }
}
