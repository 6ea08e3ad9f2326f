package io.github.flowlib.train;

/** Gives copies of a model that is being trained, to look at. */
public interface Snapshots {

  /**
   * A model with the weights of this moment, which can be asked, saved or kept; training it does
   * not change the other. In a training with averaged weights it has those. Statistics of batch
   * normalisation are those of the last epoch that ended. To build one takes as long as to load a
   * saved one.
   *
   * @param <M> what the caller wants to ask
   * @param type of the model in training: {@link io.github.flowlib.model.FlowModel}, {@link
   *     io.github.flowlib.model.VaeModel}, or for either {@link io.github.flowlib.model.Model}
   * @return the copy; close it
   * @throws IllegalArgumentException if the model in training is not of that type
   * @throws IllegalStateException if the training is over, or this is not the thread that trains: a
   *     listener takes snapshots in its own methods
   */
  <M extends AutoCloseable> M take(Class<M> type);
}
