package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a main class of the tests in a process of its own. */
public final class ChildJvm {

  private ChildJvm() {}

  /**
   * What JDK 24 and newer want to hear, if this process was told; older ones refuse to start with
   * it. And what tests leave out of the log, and what lets short programs start soon.
   */
  private static List<String> inheritedFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            flag ->
                flag.startsWith("--enable-native-access")
                    || flag.startsWith("--sun-misc-unsafe-memory-access")
                    || flag.startsWith("-Djava.util.logging.config.file")
                    || flag.startsWith("-XX:"))
        .toList();
  }

  /** Returns the lines that the program printed and that begin with {@code prefix}, without it. */
  public static List<String> run(String prefix, List<String> flags, Class<?> main, String... args)
      throws IOException, InterruptedException {
    return run(prefix, flags, System.getProperty("java.class.path"), main, args);
  }

  /** The same with another class path. */
  public static List<String> run(
      String prefix, List<String> flags, String classPath, Class<?> main, String... args)
      throws IOException, InterruptedException {
    return run(prefix, flags, classPath, process -> {}, main, args);
  }

  /** The same with another environment or working directory. */
  public static List<String> run(
      String prefix,
      List<String> flags,
      String classPath,
      Consumer<ProcessBuilder> surroundings,
      Class<?> main,
      String... args)
      throws IOException, InterruptedException {
    Process process = start(flags, classPath, surroundings, main, args);
    List<String> lines =
        process
            .inputReader()
            .lines()
            .filter(line -> line.startsWith(prefix))
            .map(line -> line.substring(prefix.length()))
            .toList();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return lines;
  }

  /** Starts the program, for whoever does not wait for its end. */
  public static Process start(
      List<String> flags,
      String classPath,
      Consumer<ProcessBuilder> surroundings,
      Class<?> main,
      String... args)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                ImmutableList.<String>builder()
                    .add(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                    .addAll(inheritedFlags())
                    .addAll(flags)
                    .add("-cp", classPath, main.getName())
                    .add(args)
                    .build())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    surroundings.accept(builder);
    return builder.start();
  }
}
