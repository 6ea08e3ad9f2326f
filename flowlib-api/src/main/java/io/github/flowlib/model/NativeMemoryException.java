package io.github.flowlib.model;

/**
 * The backend could not have the native memory that a computation needs. The model is as it was
 * before: fewer rows at once, a smaller batch or a smaller model may go well. (Java's own heap is
 * another memory: {@link OutOfMemoryError} tells of that.)
 */
public final class NativeMemoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception with its reason.
   *
   * @param message what needed the memory, and what to do
   * @param cause what the backend threw
   */
  public NativeMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
