/** Flows: the graph, its heads, its objective, and the model. */
@NullMarked
package io.github.flowlib.tf.internal.flow;

import org.jspecify.annotations.NullMarked;
