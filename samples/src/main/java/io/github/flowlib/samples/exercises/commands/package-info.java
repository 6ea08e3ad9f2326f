/** The commands of the exercises: they read options, and hand them to a page. */
@NullMarked
package io.github.flowlib.samples.exercises.commands;

import org.jspecify.annotations.NullMarked;
