package io.github.flowlib.model;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.device.Device;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model with weights, of whatever kind. {@link #distribution()}, or for a conditional one {@code
 * given(...)}, is what it can be asked and drawn from. Any number of threads may ask it at once,
 * also while another trains it.
 *
 * <p>It holds native memory: close it. The memory of a model that was never closed is freed when
 * the garbage collector finds it, with a logged warning; that may be late or never.
 *
 * <p>Every method that computes, and loading, throws {@link NativeMemoryException} where TensorFlow
 * cannot have the memory it needs; the model is as it was before. Once the process ends, by a
 * signal or {@code System.exit}, they throw {@link IllegalStateException}: a shutdown hook can
 * close a model, and nothing else.
 *
 * @param <D> what it is once its condition is known: {@link Distribution} or {@link
 *     VaeDistribution}
 */
public interface Model<D extends Sampler> extends Conditional<D>, AutoCloseable {

  /**
   * What this model is.
   *
   * @return the specification
   */
  ModelSpec spec();

  /**
   * p(x), of a model that is not conditional. What it returns is as cheap as a reference, and
   * follows the model: after another {@code fit} it answers with the new weights.
   *
   * @return the distribution of the data
   * @throws IllegalStateException if the model is conditional: then {@code given(...)} is the way
   */
  D distribution();

  /**
   * One sample per label, in their order, each from other noise, always the same. For other samples
   * or another temperature use {@link #given(int[])}.
   *
   * @param labels each 0 … classes − 1; may repeat, may be none
   * @return {@code [labels, d]}, in data units
   * @throws IllegalStateException if the model is not conditional on classes alone, statistics are
   *     not fitted yet or the model is closed
   * @throws IllegalArgumentException if a label is out of range
   */
  default float[][] sampleEach(int... labels) {
    D conditioned = given(labels);
    return labels.length == 0 ? new float[0][] : conditioned.sample(labels.length);
  }

  /**
   * Where this model computes and trains: what {@link Device#auto()} came to, if that was asked
   * for.
   *
   * @return the CPU or a GPU
   */
  Device device();

  /**
   * The number of trained weights. Statistics that are fitted by counting are not among them.
   *
   * @return weights and biases of all networks, and what transforms and the base learn besides
   */
  long parameterCount();

  /**
   * Trains the model: a flow to maximise the mean of log p(x), or log p(x | y) with the labels or
   * context of the data; a variational autoencoder to maximise its {@linkplain
   * io.github.flowlib.spec.VaeObjective objective}.
   *
   * <p>What is fitted from data without training (statistics of transforms and of the context, the
   * first bias of a decoder) is fitted first, once: a second {@code fit} goes on from the weights
   * and keeps it (but statistics of batch normalisation, which follow every epoch). While one
   * thread trains, others may use the model; they see the old weights until {@code fit} returns, at
   * the first {@code fit} with what was fitted from the data.
   *
   * <p>The optimizer and its schedule begin anew with every call, and the order of rows and all
   * noise follow from the seed alone: give a second {@code fit} another seed.
   *
   * <p>With validation data, a model whose weights were trained, loaded or imported does not become
   * worse: the weights that {@code fit} starts from are scored first, and compete with those of its
   * epochs. If none is better, the model keeps them, and the report says {@code bestEpoch} 0. Early
   * stopping and {@link io.github.flowlib.train.Schedule.Plateau} count from there. The first
   * weights of a new model do not compete.
   *
   * <p>Warnings of the {@link System.Logger} named {@code io.github.flowlib.tf} tell of training
   * data that are legal and seldom meant: fewer than 50 rows for each column in more than one epoch
   * without validation data, classes without rows, images of zeros and ones, columns far from unit
   * scale; and of autoregressive networks with fewer hidden units than values.
   *
   * @param data the training rows, with labels or context as the model wants them; labels are
   *     ignored by a model that is not conditional on classes
   * @param training how to train
   * @return the history
   * @throws IllegalArgumentException if data or validation data do not fit the model, or have
   *     values that float32 cannot square where the first network sees them; if a transform refuses
   *     a column (constant, or too narrow or too large for float32), a batch for batch
   *     normalisation would have a single row, or the flow cannot be trained by likelihood ({@code
   *     Autoregressive.Fast.SAMPLING} of more than 32 values); the model stays as it was
   * @throws IllegalStateException if the model is closed, also during the training; if a listener
   *     of a training of this model calls it; or the directory of checkpoints holds those of
   *     another run, or another training writes there
   * @throws io.github.flowlib.train.TrainingDivergedException if a loss or gradient is not finite
   * @throws io.github.flowlib.train.TrainingInterruptedException if the thread is interrupted, also
   *     while it waits for another training of this model; it stays marked as interrupted
   * @throws java.io.UncheckedIOException if a checkpoint cannot be written or read; if it cannot be
   *     written, the model has the best weights so far
   */
  TrainingReport fit(Dataset data, Training training);

  /**
   * Writes the model into a directory: a TensorFlow SavedModel, {@code spec.json}, and a manifest
   * with checksums.
   *
   * <p>The directory is written beside its target and moved into place: it is there whole or not at
   * all. An earlier model of this library, with nothing else in its directory, is replaced; an
   * empty directory is used; anything else that exists is refused. A model that did not change is
   * written with the same bytes.
   *
   * @param directory the target
   * @throws IOException if it cannot be written
   * @throws java.nio.file.FileAlreadyExistsException if the target exists and is not a model of
   *     this library alone
   */
  void save(Path directory) throws IOException;

  /**
   * Writes the weights, and what was fitted from data, as NumPy's {@code .npz}: {@code
   * numpy.load(file)} gives float32 arrays by name. The same weights give the same bytes.
   *
   * <p>Names are paths from a part to an array, such as {@code 00_marginals/mass} and {@code
   * 01_affine_coupling/hidden0/weights}. Parts are, for a flow, {@code 00_marginals}, {@code
   * 01_affine_coupling}, … in the order from data to noise, {@code base} and {@code
   * dequantization}, where they learn; for an autoencoder {@code encoder}, {@code decoder} and
   * {@code prior}; for both {@code context}, its mean and deviation, and {@code embedding}. Dense
   * layers {@code hidden0}, {@code hidden1}, … and {@code last} have {@code weights} of shape
   * {@code [inputs, outputs]}, where the context follows the other inputs, and {@code bias}.
   *
   * @param file the target; a file that exists is replaced
   * @throws IOException if it cannot be written
   * @throws IllegalStateException if the statistics of a flow are not fitted yet
   */
  void exportWeights(Path file) throws IOException;

  /**
   * Takes weights, and what was fitted from data, from a file as {@link #exportWeights} writes it:
   * so a model that was trained elsewhere is brought over. Nothing is taken if anything does not
   * fit. Waits for a training that runs.
   *
   * @param file an {@code .npz} of float32 arrays with exactly the names and shapes of this model
   * @throws IOException if it cannot be read; {@link ModelFormatException} if an array is missing,
   *     of another shape, not finite, or unknown; {@link java.io.InterruptedIOException} if the
   *     thread is interrupted while it waits
   */
  void importWeights(Path file) throws IOException;

  /**
   * Frees the native memory. Later calls of methods that compute, read or write, and of {@link
   * #parameterCount}, throw {@link IllegalStateException}; closing twice does nothing.
   */
  @Override
  void close();
}
