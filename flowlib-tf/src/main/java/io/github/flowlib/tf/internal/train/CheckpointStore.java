package io.github.flowlib.tf.internal.train;

import java.util.Optional;
import java.util.function.Supplier;

/** Where a training leaves its state. */
interface CheckpointStore extends AutoCloseable {

  /** Keeps nothing. */
  CheckpointStore NONE =
      new CheckpointStore() {
        @Override
        public Optional<Checkpoint> newest() {
          return Optional.empty();
        }

        @Override
        public boolean isDue(long step) {
          return false;
        }

        @Override
        public void writeBest(Checkpoint checkpoint) {}

        @Override
        public void write(long step, Supplier<Checkpoint> checkpoint) {}

        @Override
        public void close() {}
      };

  /** From where to go on, if there is anything. */
  Optional<Checkpoint> newest();

  /** Writes the best weights of a checkpoint as a model: a process may have died before it did. */
  void writeBest(Checkpoint checkpoint);

  /** Whether to write within an epoch, after so many steps. */
  boolean isDue(long step);

  /** Writes the state after so many steps, which is taken only if it is wanted. */
  void write(long step, Supplier<Checkpoint> checkpoint);

  /** Lets go of the place. */
  @Override
  void close();
}
