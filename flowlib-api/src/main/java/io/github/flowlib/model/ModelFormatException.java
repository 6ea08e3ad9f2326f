package io.github.flowlib.model;

import java.io.IOException;

/**
 * A directory is not a model, or it is damaged, or another version of this library wrote it. The
 * message says which.
 */
public final class ModelFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A new exception.
   *
   * @param message file, what was expected, what was found
   */
  public ModelFormatException(String message) {
    super(message);
  }

  /**
   * A new exception with its cause.
   *
   * @param message file, what was expected, what was found
   * @param cause what the reader said
   */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
