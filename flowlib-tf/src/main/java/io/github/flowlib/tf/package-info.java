/**
 * The TensorFlow backend: compiles specifications into graphs, trains, evaluates, samples and saves
 * them.
 *
 * <p>Nobody needs to name {@link io.github.flowlib.tf.TensorFlowBackend}: {@link
 * io.github.flowlib.Models} finds it. For direct use there is {@link
 * io.github.flowlib.tf.TensorBoardLog}. What lies below {@code internal} is not exported and may
 * change at any time.
 */
@NullMarked
package io.github.flowlib.tf;

import org.jspecify.annotations.NullMarked;
