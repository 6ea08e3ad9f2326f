/** What the library costs: its training step against a graph written by hand. */
@NullMarked
package io.github.flowlib.samples.checks.benchmark;

import org.jspecify.annotations.NullMarked;
