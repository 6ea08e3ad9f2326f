package io.github.flowlib.samples.architecture.wrong.graph;

import io.github.flowlib.samples.architecture.wrong.flow.Upstairs;

/** Must not know what stands above it. */
public final class Downstairs {

  private final Upstairs above = new Upstairs();

  @Override
  public String toString() {
    return "below " + above;
  }
}
