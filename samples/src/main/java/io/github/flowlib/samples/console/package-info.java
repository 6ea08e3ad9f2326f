/**
 * Speaks with the person at the command line, and knows the process that it runs in; shared by the
 * exercises and the checks.
 */
@NullMarked
package io.github.flowlib.samples.console;

import org.jspecify.annotations.NullMarked;
