package io.github.flowlib.mnist;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.internal.AtomicFile;
import io.github.flowlib.internal.Loggers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Downloads a file from the first mirror that delivers it whole and undamaged. */
final class Mirrors {

  static final ImmutableList<URI> PUBLIC =
      ImmutableList.of(
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

  private static final Logger LOGGER = Loggers.of(Mirrors.class.getName());

  private final ImmutableList<URI> mirrors;
  private final HttpFetch fetch;
  private final DownloadProgress progress;

  Mirrors(ImmutableList<URI> mirrors, HttpFetch.Timeouts timeouts, DownloadProgress progress) {
    this.mirrors = mirrors;
    this.fetch = new HttpFetch(timeouts);
    this.progress = progress;
  }

  /**
   * Downloads, verifies and stores a file.
   *
   * @return its verified content
   */
  IdxContent download(MnistFile file, Path directory) throws IOException {
    String name = file.name() + ".gz";
    List<String> reports = new ArrayList<>();
    List<IOException> causes = new ArrayList<>();
    for (URI mirror : mirrors) {
      URI uri = mirror.resolve(name);
      byte[] raw;
      IdxContent content;
      try {
        // Compression cannot make a file longer than by a small header.
        raw =
            fetch.fetch(
                uri, file.bytes() + 1024, (b, total) -> progress.onProgress(name, b, total));
        content = file.parse(uri.toString(), raw);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        LOGGER.log(Level.DEBUG, "mirror failed: " + uri, e);
        reports.add("  " + uri + ": " + e.getMessage());
        causes.add(e);
        continue;
      }
      // Outside the try: a full disk is not the mirror's fault.
      AtomicFile.write(directory.resolve(IdxReader.isGzip(raw) ? name : file.name()), raw);
      progress.onProgress(name, raw.length, raw.length);
      return content;
    }
    DownloadException failure =
        new DownloadException(
            """
            MNIST must be downloaded once, but no mirror delivered %s:
            %s
            To provide the files by hand, put train-images-idx3-ubyte, train-labels-idx1-ubyte, \
            t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte (plain or .gz) into %s, or into any \
            directory named by -D%s=DIR, by the environment variable %s or by Mnist.load(Path)"""
                .formatted(
                    name,
                    String.join("\n", reports),
                    directory,
                    MnistLocations.PROPERTY,
                    MnistLocations.VARIABLE));
    causes.forEach(failure::addSuppressed);
    throw failure;
  }
}
