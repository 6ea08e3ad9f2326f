/** What the library costs: its training step against a graph written by hand. */
@NullMarked
package io.github.flowlib.samples.benchmark;

import org.jspecify.annotations.NullMarked;
