package io.github.flowlib.samples.checks.interop;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import io.github.flowlib.samples.console.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program without our code, started on the files of an {@link Exchange}. */
final class OtherProgram {

  /** What TensorFlow Java needs to run. */
  private static final List<String> LIBRARIES =
      List.of("tensorflow", "ndarray", "javacpp", "protobuf");

  private static final int MAX_LINES = 20;
  private static final int MAX_MINUTES = 10;

  private OtherProgram() {}

  /**
   * A program in one source file, with the libraries of TensorFlow and none of ours.
   *
   * @return what it printed
   */
  static ImmutableList<String> java(Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    String classPath =
        Splitter.on(File.pathSeparatorChar)
            .splitToStream(System.getProperty("java.class.path"))
            .filter(OtherProgram::isTensorFlow)
            .collect(Collectors.joining(File.pathSeparator));
    return run(
        ImmutableList.<String>builder()
            .addAll(JavaCommand.start())
            .add("-cp", classPath, script("Interop.java", directory))
            .addAll(arguments)
            .build(),
        directory);
  }

  private static boolean isTensorFlow(String entry) {
    Path name = Path.of(entry).getFileName();
    return name != null
        && name.toString().endsWith(".jar")
        && LIBRARIES.stream().anyMatch(name.toString()::startsWith)
        && !name.toString().contains("flowlib");
  }

  static ImmutableList<String> python(String command, Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    return run(
        ImmutableList.<String>builder()
            .add(command, script("interop.py", directory))
            .addAll(arguments)
            .build(),
        directory);
  }

  /** Why Python cannot be asked; empty if it can. */
  static Optional<String> missing(String python) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(python, "-c", "import numpy, tensorflow")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return Optional.of(
          "Python was not asked: there is no " + python + "; name another one with --python");
    }
    killAfterAWhile(process);
    return process.waitFor() == 0
        ? Optional.empty()
        : Optional.of(
            "Python was not asked: "
                + python
                + " has no numpy or no tensorflow; pip install tensorflow, or name another Python"
                + " with --python");
  }

  private static String script(String name, Path directory) throws IOException {
    Path copy = directory.resolve(name);
    Files.writeString(
        copy,
        Resources.toString(
            Resources.getResource(OtherProgram.class, name), StandardCharsets.UTF_8));
    return copy.toString();
  }

  /** It has ended long before, or hangs. */
  private static void killAfterAWhile(Process process) {
    CompletableFuture.delayedExecutor(MAX_MINUTES, TimeUnit.MINUTES)
        .execute(process::destroyForcibly);
  }

  private static ImmutableList<String> run(List<String> command, Path directory)
      throws IOException, InterruptedException {
    Path errors = directory.resolve("errors.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "2");
    builder.environment().put("CUDA_VISIBLE_DEVICES", "-1"); // the numbers here are of processors
    Process process = builder.start();
    killAfterAWhile(process);
    ImmutableList<String> lines;
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().collect(ImmutableList.toImmutableList());
    } finally {
      process.destroy();
    }
    int exit = process.waitFor();
    if (exit != 0) {
      List<String> said = Files.readAllLines(errors);
      throw new IOException(
          command.get(0)
              + " "
              + String.join(" ", command.subList(1, command.size()))
              + " ended with exit code "
              + exit
              + ":\n"
              + String.join("\n", said.subList(Math.max(0, said.size() - MAX_LINES), said.size())));
    }
    return lines;
  }
}
