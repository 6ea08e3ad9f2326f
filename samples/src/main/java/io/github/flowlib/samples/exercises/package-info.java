/**
 * The exercises, a class for each item of the sheet, named by its number and letters.
 *
 * <ul>
 *   <li>{@link io.github.flowlib.samples.exercises.Exercise1abRealNvp}: implement RealNVP, train it
 *       with 5 and 10 couplings, compare
 *   <li>{@link io.github.flowlib.samples.exercises.Exercise1cInterpolation}: linear and sinusoidal
 *       ways between two digits
 *   <li>{@link io.github.flowlib.samples.exercises.Exercise2abConditionalRealNvp}: add the label,
 *       train, compare with exercise 1
 *   <li>{@link io.github.flowlib.samples.exercises.Exercise3bCvae}: the conditional autoencoder;
 *       the bound of (a) is in docs/solutions.md
 *   <li>{@link io.github.flowlib.samples.exercises.Exercise3cNumber}: from a number to an image of
 *       it
 *   <li>{@link io.github.flowlib.samples.exercises.Exercise3cDigits}: from labels to images
 * </ul>
 *
 * <p>A program takes its options as a record, trains, and returns its result; pages stand above it.
 */
@NullMarked
package io.github.flowlib.samples.exercises;

import org.jspecify.annotations.NullMarked;
