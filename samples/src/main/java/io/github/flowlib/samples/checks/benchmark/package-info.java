/** What the library costs, beside others who do the same and what the device can do at best. */
@NullMarked
package io.github.flowlib.samples.checks.benchmark;

import org.jspecify.annotations.NullMarked;
