package io.github.flowlib.samples.checks.benchmark;

import io.github.flowlib.model.Model;
import io.github.flowlib.samples.models.ShippedModel;
import java.io.IOException;

/** From the start of a process to the first digit that it draws, with its end. */
public final class FirstDigit {

  private static final int DIGIT = 7;

  private FirstDigit() {}

  /**
   * Draws a digit.
   *
   * @param args none
   */
  public static void main(String[] args) throws IOException {
    try (Model<?> model = ShippedModel.CVAE.load()) {
      System.out.println(model.sampleEach(DIGIT)[0].length);
    }
  }

  /** The milliseconds of such a process. */
  static double millis() throws IOException {
    long start = System.nanoTime();
    ChildProcess.run(ChildProcess.java(FirstDigit.class));
    return (System.nanoTime() - start) * 1e-6;
  }
}
