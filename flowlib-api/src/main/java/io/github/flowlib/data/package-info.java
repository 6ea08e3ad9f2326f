/** Rows of numbers with optional labels or context, as plain Java arrays. */
@NullMarked
package io.github.flowlib.data;

import org.jspecify.annotations.NullMarked;
