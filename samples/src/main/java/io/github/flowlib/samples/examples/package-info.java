/**
 * Four programs to read first: each shows one use of flowlib from beginning to end, with nothing
 * but its public API. README.md takes its code from them.
 */
@NullMarked
package io.github.flowlib.samples.examples;

import org.jspecify.annotations.NullMarked;
