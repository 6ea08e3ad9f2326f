/**
 * What a flow is, as data: immutable records that validate themselves, print readably and know
 * nothing of a backend.
 *
 * <p>Every check lives in a record's constructor, so builders, the JSON reader and hand-written
 * code pass the same one. Every error says the name, the rule, the value, and where it helps, what
 * to do.
 */
@NullMarked
package io.github.flowlib.spec;

import org.jspecify.annotations.NullMarked;
