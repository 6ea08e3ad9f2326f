/** Anomaly scores for the rows of a table. */
@NullMarked
package io.github.flowlib.samples.exercises.anomaly;

import org.jspecify.annotations.NullMarked;
