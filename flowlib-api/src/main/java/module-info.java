/**
 * Builders and specifications of normalizing flows and variational autoencoders: plain immutable
 * data, and the interfaces of models. A backend, such as {@code io.github.flowlib.tf}, runs them.
 */
@SuppressWarnings("module") // those that internals are for come after this module
module io.github.flowlib {
  // Immutable collections and ranges stand in signatures.
  requires transitive com.google.common;
  requires org.apache.commons.csv;
  // Annotations alone: nobody needs them at run time.
  requires static transitive org.jspecify;

  exports io.github.flowlib;
  exports io.github.flowlib.data;
  exports io.github.flowlib.model;
  exports io.github.flowlib.spec;
  exports io.github.flowlib.spi;
  exports io.github.flowlib.train;
  exports io.github.flowlib.internal to
      io.github.flowlib.mnist,
      io.github.flowlib.tf;

  uses io.github.flowlib.spi.Backend;
}
