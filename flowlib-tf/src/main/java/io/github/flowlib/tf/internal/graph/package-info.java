/**
 * Graphs, sessions and variables, and the operations that everything above is made of. The ground:
 * it knows nothing of the rooms above it.
 */
@NullMarked
package io.github.flowlib.tf.internal.graph;

import org.jspecify.annotations.NullMarked;
