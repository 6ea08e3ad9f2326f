/** Where models compute. */
@NullMarked
package io.github.flowlib.device;

import org.jspecify.annotations.NullMarked;
