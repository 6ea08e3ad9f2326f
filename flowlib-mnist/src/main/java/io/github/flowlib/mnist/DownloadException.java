package io.github.flowlib.mnist;

import java.io.IOException;

/**
 * No mirror delivered a file. The message names what happened at each mirror and how to provide the
 * files by hand; the causes are the {@linkplain #getSuppressed() suppressed} exceptions.
 */
public final class DownloadException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A new exception.
   *
   * @param message file, what happened at each mirror, what to do
   */
  public DownloadException(String message) {
    super(message);
  }
}
