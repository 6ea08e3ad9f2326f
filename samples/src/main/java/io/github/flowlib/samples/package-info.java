/**
 * The command line over the exercises and the checks of the maintainers.
 *
 * <p>{@link io.github.flowlib.samples.Main} knows their commands and nothing else of them; the
 * examples stand for themselves.
 */
@NullMarked
package io.github.flowlib.samples;

import org.jspecify.annotations.NullMarked;
