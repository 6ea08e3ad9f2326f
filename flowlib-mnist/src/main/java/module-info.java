/**
 * MNIST, synthetic digits and image grids.
 *
 * <table>
 * <caption>Types of this module</caption>
 * <thead>
 * <tr><th>you want to</th><th>types</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>read or download MNIST</td><td>
 *   {@link io.github.flowlib.mnist.Mnist}, and hear of the download: {@link
 *   io.github.flowlib.mnist.DownloadProgress}</td></tr>
 * <tr><td>work without it</td><td>{@link io.github.flowlib.mnist.SyntheticDigits}</td></tr>
 * <tr><td>read other files of its format</td><td>{@link io.github.flowlib.mnist.IdxReader}</td></tr>
 * <tr><td>look at images</td><td>{@link io.github.flowlib.mnist.ImageGrid}</td></tr>
 * <tr><td>catch what went wrong</td><td>
 *   {@link io.github.flowlib.mnist.DownloadException}, {@link
 *   io.github.flowlib.mnist.IdxFormatException}</td></tr>
 * </tbody>
 * </table>
 */
module io.github.flowlib.mnist {
  requires transitive io.github.flowlib;
  requires com.google.common;
  requires transitive java.desktop;
  requires java.net.http;
  requires static org.jspecify;

  exports io.github.flowlib.mnist;
}
