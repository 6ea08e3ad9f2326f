/** What all models share: locks, life, native memory, reading and writing. */
@NullMarked
package io.github.flowlib.tf.internal.model;

import org.jspecify.annotations.NullMarked;
