/** What models can compute on here. */
@NullMarked
package io.github.flowlib.samples.checks.devices;

import org.jspecify.annotations.NullMarked;
