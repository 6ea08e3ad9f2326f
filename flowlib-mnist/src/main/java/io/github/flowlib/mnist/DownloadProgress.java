package io.github.flowlib.mnist;

import io.github.flowlib.internal.Loggers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Hears how a download goes on, in the thread that called {@link Mnist#load(DownloadProgress)}. */
@FunctionalInterface
public interface DownloadProgress {

  /**
   * Some bytes arrived. For each attempt the first call says 0 bytes; for a file that is complete
   * and verified the last call says {@code bytes == total}. Called about ten times a second.
   *
   * @param file the name of the file
   * @param bytes received so far, compressed
   * @param total to be received, −1 if it is not known yet
   */
  void onProgress(String file, long bytes, long total);

  /**
   * Logs one line at level INFO when the download of a file begins, to the {@link System.Logger} of
   * this interface's name.
   *
   * @return the default listener
   */
  static DownloadProgress logging() {
    Logger logger = Loggers.of(DownloadProgress.class.getName());
    return (file, bytes, total) -> {
      if (bytes == 0) {
        logger.log(Level.INFO, "downloading the MNIST file {0}", file);
      }
    };
  }
}
