/** The trained model that comes with the samples. */
@NullMarked
package io.github.flowlib.samples.models;

import org.jspecify.annotations.NullMarked;
