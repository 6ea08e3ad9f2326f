/** Flows in the plane. */
@NullMarked
package io.github.flowlib.samples.exercises.plane;

import org.jspecify.annotations.NullMarked;
