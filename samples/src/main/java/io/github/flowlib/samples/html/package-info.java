/**
 * Pages of one file, with tables, pictures, charts and bars; shared by the exercises and checks.
 */
@NullMarked
package io.github.flowlib.samples.html;

import org.jspecify.annotations.NullMarked;
