/**
 * Presets with fluent builders ({@link io.github.flowlib.RealNVP}, {@link io.github.flowlib.Nice})
 * and the entry point {@link io.github.flowlib.Models}.
 *
 * <p>A preset is only a loop that fills a list of transforms; {@code build()} returns a plain
 * immutable {@link io.github.flowlib.spec.FlowSpec}. {@link io.github.flowlib.Models} hands it to a
 * backend on the class path.
 */
@NullMarked
package io.github.flowlib;

import org.jspecify.annotations.NullMarked;
