/**
 * How rows and their conditions, counts, seeds and random streams enter a graph, and how results
 * come out in chunks of bounded memory.
 */
@NullMarked
package io.github.flowlib.tf.internal.rows;

import org.jspecify.annotations.NullMarked;
