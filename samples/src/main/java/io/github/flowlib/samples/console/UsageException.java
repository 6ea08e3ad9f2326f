package io.github.flowlib.samples.console;

/** The command line asks for something that cannot be; the message is one sentence. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message one sentence, without a full stop
   */
  public UsageException(String message) {
    super(message);
  }
}
