/** Networks: their layers, how they start, and the parts of an event that they read. */
@NullMarked
package io.github.flowlib.tf.internal.network;

import org.jspecify.annotations.NullMarked;
