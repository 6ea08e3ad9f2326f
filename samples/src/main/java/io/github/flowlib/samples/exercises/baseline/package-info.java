/**
 * Trivial density models, to be printed beside every result: a flow that is worse than independent
 * histograms has learned nothing worth its name.
 */
@NullMarked
package io.github.flowlib.samples.exercises.baseline;

import org.jspecify.annotations.NullMarked;
