/** Mean and covariance of rows, from which baselines and distances are made. */
@NullMarked
package io.github.flowlib.samples.exercises.statistics;

import org.jspecify.annotations.NullMarked;
