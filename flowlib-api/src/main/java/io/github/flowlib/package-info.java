/**
 * Presets with fluent builders ({@link io.github.flowlib.RealNVP}, {@link io.github.flowlib.NICE})
 * and the entry point {@link io.github.flowlib.Models}.
 *
 * <p>A preset is only a loop that fills a list of transforms; {@code build()} returns a plain
 * immutable {@link io.github.flowlib.spec.FlowSpec}. {@link io.github.flowlib.Models} hands it to a
 * backend on the class path.
 *
 * <p><strong>Names.</strong> A preset is spelled as papers spell it ({@code RealNVP}, {@code NICE},
 * {@code MAF}, {@code IAF}, {@code VAE}); a name that is composed of one follows Java ({@code
 * VaeModel}). What a builder counts is named for what it counts: {@code couplings(n)}, {@code
 * layers(n)} of autoregressive transforms, {@code steps(n)} of Glow. A changed copy of data comes
 * from {@code with…}.
 *
 * <p>In {@link io.github.flowlib.spec} and {@link io.github.flowlib.train} a record or a sealed
 * family is named for what it describes ({@code Mask}, {@code Base}, {@code Transform}, {@code
 * Schedule}), and a family makes its nested members by static methods: {@code Base.studentT(3)}.
 * The three that describe a whole model end in {@code Spec}, because they stand beside that model:
 * {@code ModelSpec}, {@code FlowSpec}, {@code VaeSpec}.
 */
@NullMarked
package io.github.flowlib;

import org.jspecify.annotations.NullMarked;
