/** How a model is trained, as data, and what training reports. */
@NullMarked
package io.github.flowlib.train;

import org.jspecify.annotations.NullMarked;
