/** MNIST, synthetic digits and image grids. */
module io.github.flowlib.mnist {
  requires transitive io.github.flowlib;
  requires com.google.common;
  requires transitive java.desktop;
  requires java.net.http;
  requires static org.jspecify;

  exports io.github.flowlib.mnist;
}
