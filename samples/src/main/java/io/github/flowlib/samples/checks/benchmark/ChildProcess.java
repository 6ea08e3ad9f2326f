package io.github.flowlib.samples.checks.benchmark;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Another process, of which a part of a measurement is made. */
final class ChildProcess {

  private ChildProcess() {}

  /** The beginning of a command line of this program's virtual machine and classes. */
  static ImmutableList<String> java(Class<?> main) {
    return ImmutableList.<String>builder()
        .addAll(JavaCommand.start())
        .add("-cp", System.getProperty("java.class.path"), main.getName())
        .build();
  }

  /**
   * Runs one to its end; its errors go where those of this process go.
   *
   * @return the lines that it printed
   * @throws IOException if it does not start, or ends with another exit code than 0
   */
  static ImmutableList<String> run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      ImmutableList<String> lines = reader.lines().collect(ImmutableList.toImmutableList());
      int exit = process.waitFor(); // or it would still be ending while the next task is timed
      if (exit != 0) {
        throw new IOException(
            "a process of the benchmark ended with exit code "
                + exit
                + "; what it said stands above");
      }
      return lines;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a process of the benchmark ran");
    } finally {
      process.destroy();
    }
  }
}
