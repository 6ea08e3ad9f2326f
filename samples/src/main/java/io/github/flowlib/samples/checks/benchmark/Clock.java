package io.github.flowlib.samples.checks.benchmark;

import java.util.Arrays;

/** Milliseconds of something that is done again and again. */
final class Clock {

  /** Times at the start that are not counted: graphs are prepared and code is compiled then. */
  static final int WARM_UP = 5;

  private Clock() {}

  static double[] times(int times, Runnable work) {
    Laps laps = new Laps(times);
    laps.lap();
    for (int i = 0; i < times + WARM_UP; i++) {
      work.run();
      laps.lap();
    }
    return laps.millis();
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The times between calls. */
  static final class Laps {

    private final double[] millis;
    private int next = -1 - WARM_UP;
    private long last;

    Laps(int times) {
      millis = new double[times];
    }

    void lap() {
      long now = System.nanoTime();
      if (next >= 0 && next < millis.length) {
        millis[next] = (now - last) * 1e-6;
      }
      next++;
      last = now;
    }

    double[] millis() {
      return millis;
    }
  }
}
