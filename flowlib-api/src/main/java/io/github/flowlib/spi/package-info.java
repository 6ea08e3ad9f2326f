/** What a backend provides. Users need {@link io.github.flowlib.Models} alone. */
@NullMarked
package io.github.flowlib.spi;

import org.jspecify.annotations.NullMarked;
