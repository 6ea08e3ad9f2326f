/**
 * Transforms as operations: one class each, the maps of single numbers that they share, and chains
 * of them.
 */
@NullMarked
package io.github.flowlib.tf.internal.bijector;

import org.jspecify.annotations.NullMarked;
