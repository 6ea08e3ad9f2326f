package io.github.flowlib.samples.console;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why something failed. */
public final class Reason {

  private Reason() {}

  /**
   * The message of an exception, in words where the class alone says them: many exceptions of file
   * systems have nothing but the path as their message.
   *
   * @param failure any exception
   * @return never empty, on one line, without a full stop at the end
   */
  public static String of(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof FileSystemException file
        && file.getReason() == null
        && file.getFile() != null) {
      message = words(file);
    }
    if (message == null || message.isBlank()) {
      message = failure.getClass().getSimpleName();
    }
    return message
        .strip()
        .replaceAll("([:;,.])\\s*\\R\\s*", "$1 ")
        .replaceAll("\\s*\\R\\s*", "; ")
        .replaceAll("[.\\s]+$", "");
  }

  /**
   * The first line of the message; details and remedies stand on the lines after it.
   *
   * @param failure any exception
   * @return as {@link #of}, but without a colon at the end
   */
  public static String inShort(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.lines().count() < 2
        ? of(failure)
        : message.lines().iterator().next().replaceAll("[.:;,\\s]+$", "");
  }

  private static String words(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return e.getFile() + " does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "access to " + e.getFile() + " is denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return e.getFile() + " exists already";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return e.getFile() + " is not empty";
    }
    return e.getFile();
  }
}
