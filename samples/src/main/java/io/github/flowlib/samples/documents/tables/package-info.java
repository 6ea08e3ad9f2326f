/** The tables of documents, made from the files in {@code docs/results}. */
@NullMarked
package io.github.flowlib.samples.documents.tables;

import org.jspecify.annotations.NullMarked;
