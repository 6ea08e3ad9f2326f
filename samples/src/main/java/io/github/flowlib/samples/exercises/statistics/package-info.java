/** Mean and covariance. */
@NullMarked
package io.github.flowlib.samples.exercises.statistics;

import org.jspecify.annotations.NullMarked;
