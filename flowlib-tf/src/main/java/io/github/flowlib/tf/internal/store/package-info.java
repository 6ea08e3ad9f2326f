/**
 * Files: saved models, checkpoints' parts, arrays, specifications as JSON; how they are replaced,
 * verified, and read while somebody replaces them; and where weights are from.
 */
@NullMarked
package io.github.flowlib.tf.internal.store;

import org.jspecify.annotations.NullMarked;
