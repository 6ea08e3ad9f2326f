/**
 * The TensorFlow backend of flowlib. A program that requires this module needs no other one: {@code
 * io.github.flowlib} and {@code io.github.flowlib.json} come with it, and {@code
 * io.github.flowlib.Models} finds {@link io.github.flowlib.tf.TensorFlowBackend}. To follow a
 * training in TensorBoard, add a {@link io.github.flowlib.tf.TensorBoardLog}.
 */
module io.github.flowlib.tf {
  requires transitive io.github.flowlib;
  requires transitive io.github.flowlib.json;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.google.common;
  requires com.google.protobuf;
  requires java.desktop;
  requires org.tensorflow.ndarray;
  requires tensorflow;
  requires static org.jspecify;

  exports io.github.flowlib.tf;

  // Records that are written as JSON and read again.
  opens io.github.flowlib.tf.internal.store to
      com.fasterxml.jackson.databind;
  opens io.github.flowlib.tf.internal.train to
      com.fasterxml.jackson.databind;

  provides io.github.flowlib.device.DeviceFinder with
      io.github.flowlib.tf.TensorFlowBackend;
  provides io.github.flowlib.spi.Backend with
      io.github.flowlib.tf.TensorFlowBackend;
}
