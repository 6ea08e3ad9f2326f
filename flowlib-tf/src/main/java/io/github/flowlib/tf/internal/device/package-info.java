/** CPU and GPUs: which there are, what a session is told, and why one is missing. */
@NullMarked
package io.github.flowlib.tf.internal.device;

import org.jspecify.annotations.NullMarked;
