/** The trained models that come with the samples. */
@NullMarked
package io.github.flowlib.samples.models;

import org.jspecify.annotations.NullMarked;
