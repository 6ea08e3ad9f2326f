package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.tables.Run.Part;

/**
 * A row of a {@link DensityTable}.
 *
 * @param name what the reader sees
 * @param kind what it is about
 * @param figures of the model or baseline
 */
record DensityRow(String name, Kind kind, Part figures) {

  /** What is asked how probable test images are. */
  enum Kind {
    BASELINE,
    MODEL,
    /** A conditional model that is not told the label. */
    MARGINAL
  }

  /** How a figure of the test images is called in the file. */
  String key(String figure) {
    return (kind == Kind.MARGINAL ? "testMarginal" : "test") + figure;
  }
}
