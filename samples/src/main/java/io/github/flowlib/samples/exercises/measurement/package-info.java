/** Trained models judged on test images, compared with each other and with baselines. */
@NullMarked
package io.github.flowlib.samples.exercises.measurement;

import org.jspecify.annotations.NullMarked;
