package io.github.flowlib.samples.console;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Runs the command line in a virtual machine of its own when it was started inside Maven's.
 *
 * <p>TensorFlow's native code reads its log level from the environment, and newer virtual machines
 * want flags to be silent about native code. Neither can be changed in a process that runs already.
 */
public final class OwnProcess {

  /** Lines that native code writes whatever its log level is. */
  private static final String NOISE =
      "^(WARNING: All log messages before absl::InitializeLog|I0000 ).*";

  /** What the launcher sets as well. */
  private static final ImmutableMap<String, String> ENVIRONMENT =
      ImmutableMap.of(
          "TF_CPP_MIN_LOG_LEVEL", "2",
          "TF_ENABLE_ONEDNN_OPTS", "1",
          "TF_OVERRIDE_GLOBAL_THREADPOOL", "1",
          "NVIDIA_TF32_OVERRIDE", "0",
          "TF_DETERMINISTIC_OPS", "1");

  /** Beginnings of system properties that the user may have set: our own, and those of networks. */
  private static final List<String> PASSED_ON =
      List.of("flowlib.", "http.", "https.", "java.net.", "javax.net.", "org.bytedeco.");

  private OwnProcess() {}

  /**
   * Starts the process and waits for it.
   *
   * @param main the class of the command line
   * @param args of the command line
   * @return its exit code; empty if this virtual machine was started for the command line, or no
   *     other can be started, so that the command line has to run here
   */
  public static OptionalInt run(Class<?> main, String... args) {
    if (!(OwnProcess.class.getClassLoader() instanceof URLClassLoader loader)) {
      return OptionalInt.empty();
    }
    Process process;
    try {
      process = start(command(main, loader.getURLs(), System.getenv("JAVA_OPTS"), args));
    } catch (IOException | URISyntaxException e) {
      return OptionalInt.empty();
    }
    // From here on the command line runs there: whatever happens, it must not run here as well.
    Thread onInterrupt = new Thread(process::destroy, "end the process of the command line");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    return OptionalInt.of(follow(process));
  }

  /** Passes errors on until the process ends; returns its exit code. */
  static int follow(Process process) {
    try {
      passOn(process);
    } catch (IOException e) {
      System.err.println("flowlib: cannot read the errors of " + process + ": " + Reason.of(e));
    }
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /** The options split at blanks, as the shell of the launcher does. */
  static List<String> command(
      Class<?> main, URL[] classPath, @Nullable String javaOptions, String... args)
      throws URISyntaxException {
    List<String> paths = new ArrayList<>();
    for (URL url : classPath) {
      paths.add(Path.of(url.toURI()).toString());
    }
    List<String> command = new ArrayList<>(JavaCommand.start());
    command.addAll(
        Splitter.on(CharMatcher.whitespace())
            .omitEmptyStrings()
            .splitToList(javaOptions == null ? "" : javaOptions));
    command.add("-Djava.awt.headless=true");
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> PASSED_ON.stream().anyMatch(name::startsWith))
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .forEach(command::add);
    command.add(Console.terminalFlag());
    command.add("-cp");
    command.add(String.join(File.pathSeparator, paths));
    command.add(main.getName());
    command.addAll(List.of(args));
    return command;
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    ENVIRONMENT.forEach(builder.environment()::putIfAbsent);
    return builder.start();
  }

  private static void passOn(Process process) throws IOException {
    try (BufferedReader errors =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), Charset.defaultCharset()))) {
      String line;
      while ((line = errors.readLine()) != null) {
        if (!line.matches(NOISE)) {
          System.err.println(line);
        }
      }
    }
  }
}
