/**
 * Judges images by what they look like: a classifier of digits, the Fréchet distance in its
 * features, and the nearest training images.
 */
@NullMarked
package io.github.flowlib.samples.exercises.evaluation;

import org.jspecify.annotations.NullMarked;
