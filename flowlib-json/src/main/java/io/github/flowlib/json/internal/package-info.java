/** How records of flowlib become JSON, for files of saved models as well. */
@NullMarked
package io.github.flowlib.json.internal;

import org.jspecify.annotations.NullMarked;
