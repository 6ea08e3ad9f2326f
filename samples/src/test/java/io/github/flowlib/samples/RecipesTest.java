package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Sets;
import io.github.flowlib.samples.documents.reproduction.Recipe;
import io.github.flowlib.samples.documents.reproduction.Recipe.Source;
import io.github.flowlib.samples.documents.reproduction.Recipes;
import io.github.flowlib.samples.results.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recipes, files and docs/results.md tell of the same commands. */
class RecipesTest {

  private static final Path RESULTS = Documents.ROOT.resolve("docs/results");

  /** A command, and the file that an arrow leads to. */
  private static final Pattern MADE =
      Pattern.compile(
          "`samples/flowlib ([^`]+)`[^`→]*→\\s*\\[[^\\]]*\\]\\(results/([^)]+)\\.(?:json|png)\\)");

  private static Collection<Recipe> recipes() {
    return Recipes.all().values();
  }

  /** Those that write figures. */
  private static List<Recipe> runs() {
    return recipes().stream().filter(recipe -> recipe.output() == Recipe.Output.RUN).toList();
  }

  /** Rows of papers, which no command makes. */
  private static final Set<String> NOT_MADE = Set.of("published.json");

  @Test
  void everyFileHasARecipeAndEveryRecipeItsFile() throws IOException {
    Set<String> made = new TreeSet<>();
    for (Recipe recipe : recipes()) {
      made.add(recipe.file());
      made.addAll(recipe.pictures().values());
    }
    try (Stream<Path> files = Files.walk(RESULTS)) {
      Set<String> names =
          files
              .filter(path -> path.toString().matches(".*\\.(json|png)"))
              .map(path -> RESULTS.relativize(path).toString().replace('\\', '/'))
              .filter(name -> !NOT_MADE.contains(name))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(names).isEqualTo(made);
    }
  }

  @Test
  void everyCommandOfThePageIsThatOfItsRecipe() throws IOException {
    List<List<String>> made =
        MADE.matcher(Files.readString(Documents.ROOT.resolve("docs/results.md")))
            .results()
            .map(result -> List.of(result.group(2), result.group(1).replaceAll("\\s+", " ")))
            .toList();
    assertThat(made).hasSizeGreaterThan(10);
    assertThat(made)
        .allSatisfy(
            each ->
                assertThat(Recipes.all().get(each.get(0)))
                    .as(each.get(0))
                    .extracting(Recipe::commandLine)
                    .isEqualTo(each.get(1)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theFileWasMadeByTheCommand(Recipe recipe) throws IOException {
    JsonNode figures = figures(recipe);
    // A peer makes the command that of one machine.
    assertThat(
            figures
                .path("command")
                .asText()
                .replaceFirst(" --out \\S+", "")
                .replaceFirst(" --peer PYTHON --peer-source DIR", ""))
        .isEqualTo(recipe.command());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void inputsAreThereAndTheCommandIsUnderstood(Recipe recipe) {
    for (Source source : recipe.inputs().values()) {
      source.needed().ifPresent(needed -> assertThat(Recipes.all()).containsKey(needed));
    }
    recipe.inputs().keySet().stream()
        .filter(word -> word.startsWith("docs/"))
        .forEach(word -> assertThat(Documents.ROOT.resolve(word)).exists());
    if (recipe.commit().isEmpty()) {
      assertThat(Documents.mistake(recipe.commandLine())).isEmpty();
    }
  }

  /** Pictures that the command makes since the figures of its recipe were written. */
  private static final ImmutableSetMultimap<String, String> MADE_SINCE =
      ImmutableSetMultimap.of("realnvp-marginals", "samples-gaussian-copula.png");

  @ParameterizedTest
  @MethodSource("runs")
  void picturesAreAmongTheFilesOfTheRun(Recipe recipe) throws IOException {
    assertThat(figures(recipe).path("files"))
        .extracting(JsonNode::asText)
        .isNotEmpty()
        .containsAll(Sets.difference(recipe.pictures().keySet(), MADE_SINCE.get(recipe.name())));
  }

  /** Of a run on another machine the seconds say nothing about two cores. */
  @ParameterizedTest
  @MethodSource("runs")
  void minutesAreNoLessThanTheTrainingTook(Recipe recipe) throws IOException {
    JsonNode figures = figures(recipe);
    double seconds =
        figures.path("trainingSeconds").asDouble() + figures.path("seconds").asDouble();
    for (String list : List.of("models", "flows")) {
      for (JsonNode each : figures.path(list)) {
        seconds += each.path("trainingSeconds").asDouble() + each.path("seconds").asDouble();
      }
    }
    if (recipe.measuredOn().isEmpty()) {
      assertThat(recipe.minutes()).isGreaterThanOrEqualTo((int) Math.floor(seconds / 60));
    }
  }

  private static JsonNode figures(Recipe recipe) throws IOException {
    return Json.COMPACT.readTree(RESULTS.resolve(recipe.file()).toFile());
  }
}
