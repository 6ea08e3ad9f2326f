/** Variational autoencoders: the graph, its heads, its objective, priors, and the model. */
@NullMarked
package io.github.flowlib.tf.internal.vae;

import org.jspecify.annotations.NullMarked;
