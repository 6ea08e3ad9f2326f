/**
 * The commands behind {@code docs/results.md}: a table of recipes, and what runs them again, one
 * after the other.
 */
@NullMarked
package io.github.flowlib.samples.documents.reproduction;

import org.jspecify.annotations.NullMarked;
