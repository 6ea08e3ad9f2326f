package io.github.flowlib.samples.documents.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.documents.reproduction.Recipe.Source;
import io.github.flowlib.samples.results.Json;
import io.github.flowlib.samples.results.ResultsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With recipes whose commands write a file and do nothing else. */
class ReproductionTest {

  private static final Recipe FIRST =
      Recipe.of("first", 1, "train --epochs 2").picture("a.png", "b.png");
  private static final Recipe FAILS = Recipe.of("fails", 1, "fail");
  private static final Recipe THIRD =
      Recipe.of("below/third", 1, "look --model samples/target/train/models/m --seed 1")
          .model(new Source.Run("first", "m"));
  private static final List<Recipe> ALL = List.of(FIRST, FAILS, THIRD);

  private static final Recipe CHART =
      Recipe.ofPicture("chart", "chart docs/results/first.json docs/results/below/third.json")
          .reading("first")
          .reading("below/third");

  @TempDir private Path directory;
  @TempDir private Path published;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> ran = new ArrayList<>();

  private Reproduction reproduction() {
    return new Reproduction(
        directory,
        published,
        this::write,
        new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false));
  }

  private int write(ImmutableList<String> arguments) throws IOException {
    ran.add(arguments.get(0));
    if (arguments.get(0).equals("fail")) {
      return 3;
    }
    Path run = Path.of(arguments.get(arguments.indexOf("--out") + 1));
    if (arguments.get(0).equals("chart")) {
      Files.writeString(run, "chart");
      return 0;
    }
    Files.createDirectories(run);
    Files.writeString(run.resolve("a.png"), "picture");
    Json.COMPACT.writeValue(
        run.resolve(ResultsFile.FILE).toFile(),
        ImmutableMap.of(
            "command",
            "samples/flowlib " + String.join(" ", arguments),
            "curve",
            List.of(2.0, 3.0),
            "seconds",
            7));
    return 0;
  }

  @Test
  void aRecipeThatFailsStopsNoOther() throws Exception {
    assertThat(reproduction().run(ALL))
        .containsExactly(new Reproduction.Failure("fails", "exit code 3"));

    assertThat(directory.resolve("results/first.json")).exists();
    assertThat(directory.resolve("results/b.png")).hasContent("picture");
    assertThat(directory.resolve("results/below/third.json")).exists();
  }

  @Test
  void whatIsCompleteIsNotRunAgain() throws Exception {
    reproduction().run(ALL);
    Files.delete(directory.resolve("results/below/third.json"));
    ran.clear();

    assertThat(reproduction().run(ALL)).hasSize(1);

    assertThat(ran).containsExactly("fail", "look");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 of 3: first is complete");
  }

  @Test
  void aFileOfAnotherCommandOrHalfOfOneIsNotComplete() throws Exception {
    reproduction().run(List.of(FIRST));
    assertThat(reproduction().isComplete(FIRST)).isTrue();
    assertThat(reproduction().isComplete(Recipe.of("first", 1, "train --epochs 3"))).isFalse();

    Files.writeString(directory.resolve("results/first.json"), "{\"command\" : \"samples");
    assertThat(reproduction().isComplete(FIRST)).isFalse();
  }

  @Test
  void aPictureThatIsMissingIsAFailure() throws Exception {
    assertThat(reproduction().run(List.of(FIRST.picture("c.png"))))
        .singleElement()
        .satisfies(failure -> assertThat(failure.reason()).contains("c.png"));
    assertThat(directory.resolve("results/first.json")).doesNotExist();
  }

  @Test
  void aModelIsThatOfTheRunThatTrainsIt() {
    assertThat(reproduction().arguments(THIRD))
        .containsExactly(
            "look",
            "--model",
            directory.resolve("runs/first/models/m").toString(),
            "--seed",
            "1",
            "--out",
            directory.resolve("runs/below/third").toString());
    assertThat(
            Reproduction.withNeeded(
                List.of(THIRD, FAILS), ImmutableMap.of("first", FIRST, "below/third", THIRD)))
        .containsExactly(FIRST, THIRD, FAILS);
  }

  @Test
  void aPictureIsMadeFromTheFilesOfOtherRunsAndComparedAsAWhole() throws Exception {
    Map<String, Recipe> all = ImmutableMap.of("first", FIRST, "below/third", THIRD);
    assertThat(Reproduction.withNeeded(List.of(CHART), all)).containsExactly(FIRST, THIRD, CHART);
    assertThat(reproduction().arguments(CHART))
        .containsExactly(
            "chart",
            directory.resolve("results/first.json").toString(),
            directory.resolve("results/below/third.json").toString(),
            "--out",
            directory.resolve("runs/chart.png").toString());

    Files.writeString(published.resolve("chart.png"), "another");
    assertThat(reproduction().run(List.of(CHART))).isEmpty();
    assertThat(directory.resolve("results/chart.png")).hasContent("chart");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("chart: the picture is another one than that of docs/results");

    assertThat(reproduction().run(List.of(CHART))).isEmpty();
    assertThat(ran).containsExactly("chart");
    Files.delete(directory.resolve("results/chart.png"));
    Files.writeString(published.resolve("chart.png"), "chart");
    reproduction().run(List.of(CHART));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("chart: the picture is that of docs/results");
  }

  @Test
  void anInputIsAWordOfTheCommand() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FIRST.reading("below/third"))
        .withMessage(
            "first has an input docs/results/below/third.json that its command does not name");
  }

  @Test
  void figuresAreComparedWithThePublishedOnes() throws Exception {
    Files.writeString(
        published.resolve("first.json"), "{\"curve\" : [2.0, 3.00000001], \"seconds\" : 8}");
    Files.createDirectory(published.resolve("below"));
    Files.writeString(
        published.resolve("below/third.json"), "{\"curve\" : [2.0, 4.0], \"seconds\" : 7}");

    reproduction().run(ALL);
    reproduction().run(List.of(Recipe.of("first", 1, "train --seed 1").differsIn("curve")));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("first: all 0 figures")
        .contains("first: all 2 figures are those of docs/results")
        .contains(
            "below/third: 1 of 2 figures are those of docs/results; farthest: /curve/1, 3.00000"
                + " here, 4.00000 there");
  }
}
