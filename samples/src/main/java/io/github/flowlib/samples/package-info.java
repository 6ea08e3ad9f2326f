/**
 * The exercises as programs, one class each, and the command line over them.
 *
 * <p>{@link io.github.flowlib.samples.Main} reads the command line; an exercise takes its options
 * as a record, so that tests call it with a tiny configuration.
 */
@NullMarked
package io.github.flowlib.samples;

import org.jspecify.annotations.NullMarked;
