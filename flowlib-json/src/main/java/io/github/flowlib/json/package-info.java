/**
 * Specifications of models as JSON: {@link io.github.flowlib.json.SpecJson}. Saved models hold
 * theirs in the same form.
 */
@NullMarked
package io.github.flowlib.json;

import org.jspecify.annotations.NullMarked;
