/** Flows in the plane. */
@NullMarked
package io.github.flowlib.samples.plane;

import org.jspecify.annotations.NullMarked;
