/** What the modules of this library share, and nobody else should use. */
@NullMarked
package io.github.flowlib.internal;

import org.jspecify.annotations.NullMarked;
