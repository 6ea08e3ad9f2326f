/**
 * What a flow is, as data: immutable records that validate themselves, print readably and know
 * nothing of a backend.
 *
 * <p>Every check lives in a record's constructor, so builders, the JSON reader and hand-written
 * code pass the same one. Every error says the name, the rule, the value, and where it helps, what
 * to do.
 *
 * <p>Backends ask records for more than users do: shapes, widths, numbers of parameters, which
 * statistics are fitted from data. These methods stand beside the components that they follow from.
 */
@NullMarked
package io.github.flowlib.spec;

import org.jspecify.annotations.NullMarked;
