package io.github.flowlib.samples.documents.reproduction;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.JavaCommand;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command line in a virtual machine of its own: what native code does there, even its end,
 * is no concern of the commands after it.
 */
final class OwnVirtualMachine {

  private OwnVirtualMachine() {}

  /**
   * Runs it and waits; what it prints goes where this process prints.
   *
   * @param main the class of the command line
   * @param arguments of the command line
   * @return its exit code
   */
  static int run(Class<?> main, ImmutableList<String> arguments)
      throws IOException, InterruptedException {
    @Nullable String options = System.getenv("JAVA_OPTS"); // as the launcher takes them
    ImmutableList<String> command =
        ImmutableList.<String>builder()
            .addAll(JavaCommand.start())
            .addAll(Splitter.on(' ').omitEmptyStrings().split(options == null ? "" : options))
            .add("-Djava.awt.headless=true")
            .add("-cp", System.getProperty("java.class.path"))
            .add(main.getName())
            .addAll(arguments)
            .build();
    Process process = new ProcessBuilder(command).inheritIO().start();
    Thread onInterrupt = new Thread(process::destroy, "end the process of the command");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      return process.waitFor();
    } finally {
      process.destroy();
      try {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
      } catch (IllegalStateException e) {
        // This process ends as well, and the hook has run.
      }
    }
  }
}
