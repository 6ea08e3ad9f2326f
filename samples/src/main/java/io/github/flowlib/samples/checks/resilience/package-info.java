/** Programs that try to break the library: what survives them is shown in a table. */
@NullMarked
package io.github.flowlib.samples.checks.resilience;

import org.jspecify.annotations.NullMarked;
