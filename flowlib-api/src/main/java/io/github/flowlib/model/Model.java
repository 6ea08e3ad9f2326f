package io.github.flowlib.model;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;

/** A model with weights, of whatever kind. It holds native memory: close it. */
public interface Model extends AutoCloseable {

  /**
   * What this model is.
   *
   * @return the specification
   */
  ModelSpec spec();

  /**
   * The number of trained weights. Statistics that are fitted by counting are not among them.
   *
   * @return weights and biases of all networks
   */
  long parameters();

  /**
   * Trains the model: a flow to maximise the mean of log p(x), or log p(x | y) with the labels or
   * context of the data; a variational autoencoder to maximise its {@linkplain
   * io.github.flowlib.spec.VaeObjective objective}.
   *
   * <p>What is fitted from data without training (statistics of transforms, the first bias of a
   * decoder) is fitted first, once: a second {@code fit} goes on from the weights and keeps it.
   * While one thread trains, others may use the model; they see the old weights until {@code fit}
   * returns, at the first {@code fit} with what was fitted from the data.
   *
   * <p>The optimizer and its schedule begin anew with every call, and the order of rows and all
   * noise follow from the seed alone: give a second {@code fit} another seed.
   *
   * @param data the training rows, with labels or context as the model wants them; labels are
   *     ignored by a model that is not conditional on classes
   * @param training how to train
   * @return the history
   * @throws IllegalArgumentException if data or validation data do not fit the model
   * @throws IllegalStateException if the model is closed; or the directory of checkpoints holds
   *     those of another run, or another training writes there
   * @throws io.github.flowlib.train.TrainingDivergedException if a loss or gradient is not finite
   * @throws io.github.flowlib.train.TrainingInterruptedException if the thread is interrupted; it
   *     stays marked as interrupted
   * @throws java.io.UncheckedIOException if a checkpoint cannot be written or read; if it cannot be
   *     written, the model has the best weights so far
   */
  TrainingReport fit(Dataset data, Training training);

  /**
   * Writes the model into a directory: a TensorFlow SavedModel, {@code spec.json}, and a manifest
   * with checksums.
   *
   * <p>The directory is written beside its target and moved into place: it is there whole or not at
   * all. An earlier model of this library is replaced; an empty directory is used; anything else
   * that exists is refused.
   *
   * @param directory the target
   * @throws IOException if it cannot be written
   * @throws java.nio.file.FileAlreadyExistsException if the target exists and is not a model of
   *     this library
   */
  void save(Path directory) throws IOException;

  /**
   * Frees the native memory. Later calls of other methods throw {@link IllegalStateException};
   * closing twice does nothing.
   */
  @Override
  void close();
}
