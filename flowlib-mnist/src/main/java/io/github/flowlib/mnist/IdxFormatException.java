package io.github.flowlib.mnist;

import java.io.IOException;

/**
 * A file is not the IDX file it should be: wrong magic number, truncated, too long, damaged, or
 * with another content than expected. The message names the file, what was expected, what was
 * found, and what to do.
 */
public final class IdxFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A new exception.
   *
   * @param message file, what was expected, what was found, what to do
   */
  public IdxFormatException(String message) {
    super(message);
  }

  /**
   * A new exception with its cause.
   *
   * @param message file, what was expected, what was found, what to do
   * @param cause what the decompressor said
   */
  public IdxFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
