/**
 * What all exercises train with: digits, settings, preprocessing, and the progress that is shown.
 */
@NullMarked
package io.github.flowlib.samples.exercises.training;

import org.jspecify.annotations.NullMarked;
