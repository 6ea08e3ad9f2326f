/** Whether other programs get the library's numbers from its saved models. */
@NullMarked
package io.github.flowlib.samples.checks.interop;

import org.jspecify.annotations.NullMarked;
