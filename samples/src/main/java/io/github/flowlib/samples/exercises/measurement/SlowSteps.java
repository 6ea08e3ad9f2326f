package io.github.flowlib.samples.exercises.measurement;

import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.training.TrainingProgress;
import java.time.Duration;

/** Tells every ten seconds how a long measurement goes on. */
final class SlowSteps {

  private static final long LINE_EVERY_NANOS = 10_000_000_000L;

  private final String what;
  private final int images;
  private final Console console;
  private final long began = System.nanoTime();
  private long lastLine = began;

  SlowSteps(String what, int images, Console console) {
    this.what = what;
    this.images = images;
    this.console = console;
  }

  /** So many images are done. */
  void done(int count) {
    long now = System.nanoTime();
    if (now - lastLine >= LINE_EVERY_NANOS) {
      lastLine = now;
      long left = Math.round((now - began) / 1e9 * (images - count) / count);
      console.line(
          "%s: %,d of %,d images, %s left",
          what, count, images, TrainingProgress.clock(Duration.ofSeconds(left)));
    }
  }
}
