package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.documents.reproduction.Recipes;
import io.github.flowlib.samples.documents.tables.ResultTables;
import io.github.flowlib.samples.results.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands {@code reproduce} and {@code tables}, and a check that writes its figures. */
class ReproduceTest {

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(
        new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reproduce|name what to reproduce, or --all, or --list to see what there is",
        "reproduce --all plane|name what to reproduce, or --all, or --list to see what there is",
        "reproduce plain|there is no recipe plain; see --list",
        "reproduce earlier/plane|earlier/plane was measured at commit 962cf40; check that out, then"
            + " run: samples/flowlib plane",
      })
  void wrongUsageIsOneSentence(String args, String message) {
    assertThat(run(args.split(" "))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("flowlib: " + message + System.lineSeparator());
  }

  @Test
  void theListNamesEveryRecipeWithItsCommandAndFiles() {
    assertThat(run("reproduce", "--list")).isZero();
    String list = out.toString(StandardCharsets.UTF_8);
    assertThat(Recipes.all().values())
        .allSatisfy(
            recipe ->
                assertThat(list)
                    .contains(recipe.name() + ", about " + recipe.minutes() + " minutes")
                    .contains("$ " + recipe.command())
                    .contains("writes " + recipe.file()));
    assertThat(list).contains("NVIDIA H100", "at commit 962cf40", "interpolation-4-9.png");
  }

  @Test
  void pagesAreFilledFromTheFilesOfTheProject() throws IOException {
    Files.createDirectory(directory.resolve("docs"));
    for (ResultTables.Page page : ResultTables.Page.values()) {
      Files.copy(Documents.ROOT.resolve(page.file()), directory.resolve(page.file()));
    }
    Files.createSymbolicLink(
        directory.resolve("docs/results"), Documents.ROOT.resolve("docs/results").toAbsolutePath());
    Path page = directory.resolve("README.md");
    String text = Files.readString(page);
    Files.writeString(page, text.replaceFirst("\\*\\*1\\.\\d{3}\\*\\*", "**1.000**"));
    assertThat(page).content().isNotEqualTo(text);

    assertThat(run("tables", directory.toString())).as("%s", err).isZero();

    assertThat(page).hasContent(text);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("README.md are filled in")
        .contains("results.md are those of its files already", "interop.md are those of its");
  }

  @Test
  void aCheckWritesItsFigures() throws IOException {
    Path target = directory.resolve("fuzz");
    assertThat(run("fuzz", "--cases", "1", "--out", target.toString())).as("%s", err).isZero();

    JsonNode figures = Json.COMPACT.readTree(target.resolve("metrics.json").toFile());
    assertThat(figures.path("passed").asBoolean()).isTrue();
    assertThat(figures.at("/settings/cases").asInt()).isEqualTo(1);
    assertThat(figures.at("/settings/maxGrowthMegabytes").asInt()).isEqualTo(300);
    assertThat(figures.at("/result/kinds")).hasSize(9);
    assertThat(figures.path("command").asText())
        .isEqualTo("samples/flowlib fuzz --cases 1 --out " + target);
    assertThat(target).isDirectoryContaining("glob:**metrics.json");
  }
}
