package io.github.flowlib.samples.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.report.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {

  @TempDir private Path directory;

  private static void writeRun(Path target, String content) throws IOException {
    writeRun(target, content, "test");
  }

  private static void writeRun(Path target, String content, String command) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(target)) {
      Files.writeString(out.path("note.txt"), content);
      new Metrics(
              ImmutableList.of(),
              ImmutableList.of(),
              ImmutableList.of(),
              null,
              command,
              Versions.current())
          .write(out.path());
      out.commit();
    }
  }

  private static Stream<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).toList().stream();
    }
  }

  @Test
  void makesMissingDirectoriesAndLeavesNothingBesideThem() throws IOException {
    Path target = directory.resolve("a/b/run");

    writeRun(target, "first");

    assertThat(target.resolve("note.txt")).hasContent("first");
    assertThat(names(target)).containsExactlyInAnyOrder("note.txt", "metrics.json");
    assertThat(names(directory.resolve("a/b"))).containsExactly("run");
  }

  @Test
  void replacesResultsOfAnEarlierRunAndEmptyDirectories() throws IOException {
    Path target = Files.createDirectory(directory.resolve("run"));

    writeRun(target, "first");
    writeRun(target, "second");

    assertThat(target.resolve("note.txt")).hasContent("second");
    assertThat(names(directory)).containsExactly("run");
  }

  /** Trained models of one command are nothing that another may throw away. */
  @Test
  void resultsOfAnotherCommandAreLeftAlone() throws IOException {
    Path target = directory.resolve("run");
    writeRun(target, "first", "samples/flowlib presets --presets glow");

    OutputDirectory.check(target, "presets");
    assertThatThrownBy(() -> OutputDirectory.prepare(target, "benchmark"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            target
                + " holds results of presets and is left alone, because only another run of presets"
                + " replaces them; name another directory with --out");
    assertThat(target.resolve("note.txt")).hasContent("first");
    assertThat(names(directory)).containsExactly("run");

    writeRun(target, "second", "a command of another program");
    OutputDirectory.check(target, "benchmark");
  }

  @Test
  void aRunThatFailsLeavesTheEarlierResultsAlone() throws IOException {
    Path target = directory.resolve("run");
    writeRun(target, "first");

    try (OutputDirectory out = OutputDirectory.prepare(target)) {
      Files.writeString(out.path("note.txt"), "half-written");
    }

    assertThat(target.resolve("note.txt")).hasContent("first");
    assertThat(names(directory)).containsExactly("run");
  }

  @Test
  void directoriesOfOthersAreRefused() throws IOException {
    Files.writeString(directory.resolve("index.html"), "my web site");
    Files.writeString(directory.resolve("metrics.json"), "{\"models\": []}");

    assertThatThrownBy(() -> OutputDirectory.prepare(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is left alone");
    assertThat(names(directory)).containsExactlyInAnyOrder("index.html", "metrics.json");
  }

  @Test
  void filesPutAmongResultsAreNotLost() throws IOException {
    Path target = directory.resolve("run");
    writeRun(target, "first");
    Path mine = Files.createDirectories(target.resolve("models")).resolve("mine.txt");
    Files.writeString(mine, "mine");

    assertThatThrownBy(() -> OutputDirectory.check(target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            target
                + " holds models/mine.txt, which is not among the files of an earlier run, and is"
                + " left alone; name another directory with --out");
    assertThatThrownBy(() -> writeRun(target, "second"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(mine).hasContent("mine");
    assertThat(target.resolve("note.txt")).hasContent("first");
  }

  @Test
  void linksPutAmongResultsAreStrangersToo() throws IOException {
    Path target = directory.resolve("run");
    writeRun(target, "first");
    Path link = Files.createSymbolicLink(target.resolve("link"), directory.resolve("elsewhere"));

    assertThatThrownBy(() -> OutputDirectory.check(target)).hasMessageContaining("holds link, ");
    Files.delete(link);
  }

  @Test
  void litterOfFileManagersIsReplaced() throws IOException {
    Path target = directory.resolve("run");
    writeRun(target, "first");
    Files.writeString(target.resolve(".DS_Store"), "");

    writeRun(target, "second");

    assertThat(names(target)).containsExactlyInAnyOrder("note.txt", "metrics.json");
  }

  @Test
  void filesAndRootsAreRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "mine");

    assertThatThrownBy(() -> OutputDirectory.prepare(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " is a file; name a directory with --out");
    assertThatThrownBy(() -> OutputDirectory.prepare(file.getRoot()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("root directory");
    assertThat(file).hasContent("mine");
  }

  @Test
  void placesThatCannotBeWrittenAreNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "mine");

    assertThatThrownBy(() -> OutputDirectory.prepare(file.resolve("below/run")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " is a file; name a directory with --out");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aStrangerWhoComesDuringTheRunIsNotReplaced() throws IOException {
    Path target = directory.resolve("run");
    try (OutputDirectory out = OutputDirectory.prepare(target)) {
      Files.writeString(out.path("note.txt"), "result of hours");
      Files.createDirectory(target);
      Files.writeString(target.resolve("thesis.txt"), "mine");

      assertThatThrownBy(out::commit)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the new results are in " + out.path());
      assertThat(out.path("note.txt")).exists();
    }
    assertThat(target.resolve("thesis.txt")).hasContent("mine");
  }

  @Test
  void theDefaultLiesInTheBuildDirectory() {
    assertThat(OutputDirectory.defaultFor("realnvp").toString())
        .endsWith(Path.of("samples", "target", "realnvp").toString());
  }
}
