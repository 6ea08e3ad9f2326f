/** Trained or trainable models: densities that can be evaluated and sampled. */
@NullMarked
package io.github.flowlib.model;

import org.jspecify.annotations.NullMarked;
