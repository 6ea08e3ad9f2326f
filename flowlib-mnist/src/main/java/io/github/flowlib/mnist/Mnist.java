package io.github.flowlib.mnist;

import io.github.flowlib.data.Dataset;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The MNIST database of handwritten digits (LeCun, Cortes and Burges): 60 000 training and 10 000
 * test images of 28 × 28 grey pixels.
 *
 * <p>Rows are 784 whole numbers 0 … 255 (row-major; 0 is paper, 255 is ink), labels are 0 … 9. The
 * order is that of the original files. The four files are verified by SHA-256 whenever they are
 * read, wherever they come from.
 *
 * <p>For data sets in the same format use {@link IdxReader}; it tells what to do with EMNIST, whose
 * images are transposed.
 *
 * <p>Immutable and safe to share between threads. Takes about 220 MB of memory.
 */
public final class Mnist {

  private final Dataset fullTrain;
  private final Dataset test;
  private final int validationRows;
  private final Path source;
  private final String contentHash;

  Mnist(Dataset fullTrain, Dataset test, int validationRows, Path source, String contentHash) {
    this.fullTrain = fullTrain;
    this.test = test;
    this.validationRows = validationRows;
    this.source = source;
    this.contentHash = contentHash;
  }

  /**
   * Finds MNIST, or downloads it once (11 MB). Searched are, in this order:
   *
   * <ol>
   *   <li>the directory named by the system property {@code flowlib.mnist.dir},
   *   <li>the directory named by the environment variable {@code FLOWLIB_MNIST_DIR},
   *   <li>the user's cache: {@code $XDG_CACHE_HOME/flowlib/mnist}, by default {@code
   *       ~/.cache/flowlib/mnist}; on Windows {@code %LOCALAPPDATA%\flowlib\mnist},
   *   <li>two public mirrors, from which files that the cache lacks are downloaded into it.
   * </ol>
   *
   * A directory that is named must hold the files: nothing else is searched then.
   *
   * @return the data set
   * @throws FileNotFoundException if a named directory lacks a file
   * @throws IdxFormatException if a file in a named directory is not the original one
   * @throws DownloadException if no mirror delivers; without network that takes seconds
   * @throws IOException if reading or writing fails
   */
  public static Mnist load() throws IOException {
    return load(DownloadProgress.logging());
  }

  /**
   * As {@link #load()}, with a listener.
   *
   * @param progress hears about a download, if one is needed
   * @return the data set
   * @throws FileNotFoundException if a named directory lacks a file
   * @throws IdxFormatException if a file in a named directory is not the original one
   * @throws DownloadException if no mirror delivers; without network that takes seconds
   * @throws IOException if reading or writing fails
   */
  public static Mnist load(DownloadProgress progress) throws IOException {
    Mirrors mirrors = new Mirrors(Mirrors.PUBLIC, HttpFetch.Timeouts.DEFAULT, progress);
    return new MnistLoader(MnistFiles.MNIST, MnistLocations.ofThisProcess(), mirrors).load();
  }

  /**
   * Reads MNIST from a directory; nothing is searched or downloaded.
   *
   * @param directory holds {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code
   *     t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each plain or compressed with
   *     the ending {@code .gz}; also found as {@code train-images.idx3-ubyte} and so on
   * @return the data set
   * @throws FileNotFoundException if the directory lacks a file
   * @throws IdxFormatException if a file is not the original one
   * @throws IOException if reading fails
   */
  public static Mnist load(Path directory) throws IOException {
    return MnistLoader.fromDirectory(
        MnistFiles.MNIST, directory, "the argument of Mnist.load(Path)");
  }

  /**
   * The rows to train on: the first 50 000 of the training file.
   *
   * @return with labels
   */
  public Dataset train() {
    return fullTrain.head(fullTrain.rows() - validationRows);
  }

  /**
   * The rows to choose models by: the last 10 000 of the training file.
   *
   * @return with labels
   */
  public Dataset validation() {
    return fullTrain.slice(fullTrain.rows() - validationRows, fullTrain.rows());
  }

  /**
   * The rows to report results on: the 10 000 of the test file.
   *
   * @return with labels
   */
  public Dataset test() {
    return test;
  }

  /**
   * The whole training file: {@link #train()} and {@link #validation()} together, 60 000 rows.
   *
   * @return with labels
   */
  public Dataset fullTrain() {
    return fullTrain;
  }

  /**
   * Where the files were read from.
   *
   * @return the directory
   */
  public Path source() {
    return source;
  }

  /**
   * The SHA-256 of the uncompressed file of training images, to be noted beside results.
   *
   * @return 64 hexadecimal digits
   */
  public String contentHash() {
    return contentHash;
  }

  @Override
  public String toString() {
    return "MNIST from " + source;
  }
}
