package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherTest {

  /** Surefire runs tests in the directory of the module. */
  private static final Path LAUNCHER = Path.of("flowlib").toAbsolutePath();

  @TempDir private Path directory;

  private record Outcome(int exit, String out, String err) {}

  private Outcome run(Path launcher, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(launcher.toString()), Stream.of(args)).toList());
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    builder.directory(directory.toFile());
    builder.redirectOutput(out.toFile());
    builder.redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    int exit = builder.start().waitFor();
    // The filter of standard error ends a moment after Java does.
    for (int i = 0; exit != 0 && Files.size(err) == 0 && i < 100; i++) {
      Thread.sleep(50);
    }
    return new Outcome(
        exit,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void startsFromAnyDirectoryAndThroughLinks() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), LAUNCHER);
    Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("link"));

    Outcome outcome = run(second, Map.of(), "--version");
    Files.delete(second); // JUnit warns of links that lead out of its directory
    Files.delete(link);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("flowlib ");
  }

  @Test
  void passesExitCodesOn() throws IOException, InterruptedException {
    Outcome outcome = run(LAUNCHER, Map.of(), "realnvp", "--epochs", "0");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).isEqualTo("flowlib: --epochs must be at least 1, but was 0\n");
  }

  @Test
  void nativeCodeIsSilent() throws IOException, InterruptedException {
    Outcome outcome =
        run(
            LAUNCHER,
            Map.of(),
            "realnvp",
            "--data=synthetic",
            "--rows=20",
            "--couplings=1",
            "--hidden=4",
            "--epochs=1",
            "--out=run");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("Open " + directory.toRealPath().resolve("run/index.html"));
  }

  /**
   * Persian has digits of its own, and the benchmark has a graph of TensorFlow Java's own names.
   */
  @Test
  void printsTheSameDigitsForEveryUser() throws IOException, InterruptedException {
    Outcome outcome =
        run(
            LAUNCHER,
            Map.of("JAVA_OPTS", "-Duser.language=fa -Duser.country=IR"),
            "benchmark",
            "--workloads=table",
            "--blocks=1",
            "--times=1",
            "--out=" + directory.resolve("run"));

    // Where the processor has no products of bfloat16, the library says so of each training.
    assertThat(outcome.err().lines())
        .allMatch(line -> line.startsWith("Warning: Precision.FAST trains as EXACT does, because"));
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("table  step 256")
        .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
  }

  @Test
  void oldOrMissingJavaIsOneSentence() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(directory.resolve("old/bin"));
    Path java =
        Files.writeString(
            bin.resolve("java"), "#!/bin/sh\necho 'java version \"1.8.0_401\"' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    Outcome old = run(LAUNCHER, Map.of("JAVA_HOME", directory.resolve("old").toString()));
    Outcome missing = run(LAUNCHER, Map.of("JAVA_HOME", directory.toString()));

    assertThat(old.exit()).isEqualTo(1);
    assertThat(old.err()).contains("is Java 8, but 17 or newer is needed").hasLineCount(1);
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("there is no bin/java in it").hasLineCount(1);
  }

  @Test
  void saysWhatToRunBeforeTheFirstBuild() throws IOException, InterruptedException {
    Path copy = directory.resolve("samples/flowlib");
    Files.createDirectories(copy.getParent());
    Files.copy(LAUNCHER, copy, StandardCopyOption.COPY_ATTRIBUTES);

    Outcome outcome = run(copy, Map.of());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("not built yet; run 'mvn -q compile' in ").hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
  }
}
