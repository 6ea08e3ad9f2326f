package io.github.flowlib.train;

import io.github.flowlib.model.Model;

/** Gives copies of a model that is being trained, to look at. */
@FunctionalInterface
public interface Snapshots {

  /**
   * A model with the weights of this moment. It is a {@link io.github.flowlib.model.FlowModel} or a
   * {@link io.github.flowlib.model.VaeModel}, as the one in training is, and can be asked, saved or
   * kept; training it does not change the other. In a training with averaged weights it has those.
   * Statistics of batch normalisation are those of the last epoch that ended. To build one takes as
   * long as to load a saved one.
   *
   * @return the copy; close it
   * @throws IllegalStateException if the training is over, or this is not the thread that trains: a
   *     listener takes snapshots in its own methods
   */
  Model take();
}
