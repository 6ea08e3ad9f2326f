/** Bases of flows and likelihoods of autoencoders as operations. */
@NullMarked
package io.github.flowlib.tf.internal.distribution;

import org.jspecify.annotations.NullMarked;
