/**
 * The directory that a run leaves behind, and the file of its figures; shared by the exercises and
 * the checks.
 */
@NullMarked
package io.github.flowlib.samples.results;

import org.jspecify.annotations.NullMarked;
