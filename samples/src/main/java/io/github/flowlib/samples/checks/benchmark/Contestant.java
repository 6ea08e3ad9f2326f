package io.github.flowlib.samples.checks.benchmark;

import java.io.IOException;

/** One who does the same work. */
interface Contestant extends AutoCloseable {

  String name();

  /** Whether it can do this at all. */
  boolean takes(Task task);

  /**
   * Does a task some times and a few times before, which are not counted.
   *
   * @return milliseconds of each counted time
   */
  double[] millis(Task task, int times) throws IOException;

  @Override
  void close() throws IOException;
}
