/** What a run leaves behind: a directory with metrics, images, models and one page to read. */
@NullMarked
package io.github.flowlib.samples.exercises.report;

import org.jspecify.annotations.NullMarked;
