package io.github.flowlib.samples.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text files on the class path. */
public final class Resources {

  private Resources() {}

  /**
   * Reads a file.
   *
   * @param nextTo a class in whose package the file lies
   * @param name relative to that package, or from the root of the class path with a leading slash
   * @return its content
   * @throws IllegalStateException if it is not there: the program was packed without it
   */
  public static String text(Class<?> nextTo, String name) {
    try (InputStream in = nextTo.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks the file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
