/**
 * The TensorFlow backend: compiles specifications into graphs, trains, evaluates, samples and saves
 * them.
 *
 * <p>Nothing here is for direct use; {@link io.github.flowlib.Models} finds {@link
 * io.github.flowlib.tf.TensorFlowBackend} on the class path. Layers, from the outside in: the model
 * ({@code TensorFlowFlow}), training ({@code Trainer}, {@code Objective}, {@code AdamStep}), files
 * ({@code ModelFiles}, {@code SpecJson}), the graph of a flow ({@code FlowGraph}), and one compiler
 * per transform ({@code TransformCompilers}).
 */
@NullMarked
package io.github.flowlib.tf;

import org.jspecify.annotations.NullMarked;
