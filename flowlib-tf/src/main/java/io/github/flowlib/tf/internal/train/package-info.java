/**
 * Training: a run from the weights of a model to better ones, its loop, optimizer, averages,
 * statistics and checkpoints. It knows objectives, not models.
 */
@NullMarked
package io.github.flowlib.tf.internal.train;

import org.jspecify.annotations.NullMarked;
