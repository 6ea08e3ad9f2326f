/**
 * The pages of the exercises: each runs its exercise, prints tables, and writes what is to be read
 * and kept.
 */
@NullMarked
package io.github.flowlib.samples.exercises.page;

import org.jspecify.annotations.NullMarked;
