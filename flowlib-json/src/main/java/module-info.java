/**
 * Specifications of flowlib as JSON, without a backend: {@link io.github.flowlib.json.SpecJson}
 * writes and reads them.
 */
@SuppressWarnings("module") // the one that internals are for comes after this module
module io.github.flowlib.json {
  requires transitive io.github.flowlib;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jdk8;
  requires static org.jspecify;

  exports io.github.flowlib.json;
  exports io.github.flowlib.json.internal to
      io.github.flowlib.tf;
}
