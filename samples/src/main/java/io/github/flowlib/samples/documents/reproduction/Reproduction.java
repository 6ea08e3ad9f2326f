package io.github.flowlib.samples.documents.reproduction;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.model.Model;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.Names;
import io.github.flowlib.samples.console.Reason;
import io.github.flowlib.samples.documents.reproduction.Recipe.Source;
import io.github.flowlib.samples.results.Json;
import io.github.flowlib.samples.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs recipes one after the other. A run is in {@code runs/<name>} of the directory; its file and
 * its pictures go to {@code results}, which is laid out as {@code docs/results}. A recipe whose
 * file is there is not run again, so whoever was stopped starts the same once more.
 */
final class Reproduction {

  /** Runs one command. */
  @FunctionalInterface
  interface Runner {

    /**
     * Runs it and waits.
     *
     * @param arguments of {@code samples/flowlib}
     * @return its exit code
     */
    int run(ImmutableList<String> arguments) throws IOException, InterruptedException;
  }

  /**
   * A recipe whose file did not come out.
   *
   * @param recipe its name
   * @param reason in words
   */
  record Failure(String recipe, String reason) {}

  private final Path directory;
  private final Path published;
  private final Runner runner;
  private final Console console;

  /**
   * Nothing runs yet.
   *
   * @param directory of runs and results
   * @param published the files to compare with, {@code docs/results}; it may be missing
   * @param runner runs commands
   * @param console hears of them
   */
  Reproduction(Path directory, Path published, Runner runner, Console console) {
    this.directory = directory.toAbsolutePath().normalize();
    this.published = published;
    this.runner = runner;
    this.console = console;
  }

  /**
   * The recipes, each behind those whose models or figures it needs.
   *
   * @param wanted the recipes to run
   * @param all recipes by their names
   */
  static ImmutableList<Recipe> withNeeded(List<Recipe> wanted, Map<String, Recipe> all) {
    Set<Recipe> ordered = new LinkedHashSet<>();
    for (Recipe recipe : wanted) {
      recipe.inputs().values().stream()
          .flatMap(source -> source.needed().stream())
          .forEach(needed -> ordered.add(all.get(needed)));
      ordered.add(recipe);
    }
    return ImmutableList.copyOf(ordered);
  }

  /**
   * Runs those that are not complete; one that fails stops no other.
   *
   * @param recipes in this order
   * @return what failed
   */
  ImmutableList<Failure> run(List<Recipe> recipes) throws InterruptedException {
    List<Failure> failures = new ArrayList<>();
    int number = 0;
    for (Recipe recipe : recipes) {
      number++;
      if (isComplete(recipe)) {
        console.line("%d of %d: %s is complete", number, recipes.size(), recipe.name());
        continue;
      }
      console.line(
          "%d of %d: %s, about %d minutes on two cores%n$ %s",
          number, recipes.size(), recipe.name(), recipe.minutes(), typed(recipe));
      try {
        prepare(recipe);
        int exit = runner.run(arguments(recipe));
        if (exit == 0) {
          publish(recipe);
          compare(recipe);
        } else {
          failures.add(new Failure(recipe.name(), "exit code " + exit));
        }
      } catch (IOException e) {
        failures.add(new Failure(recipe.name(), Reason.of(e)));
      }
    }
    return ImmutableList.copyOf(failures);
  }

  /**
   * True if the file of the recipe is there, and was made by the command of today; a picture does
   * not tell what made it.
   */
  boolean isComplete(Recipe recipe) {
    if (recipe.output() == Recipe.Output.PICTURE) {
      return Files.exists(result(recipe.file()));
    }
    try {
      JsonNode figures = Json.COMPACT.readTree(result(recipe.file()).toFile());
      // Quoted where a shell needs it.
      return figures.path("command").asText().replace("'", "").equals(typed(recipe));
    } catch (IOException e) {
      return false; // not there, or half of it
    }
  }

  /** The command line with what is to be written, and its inputs where they really are. */
  ImmutableList<String> arguments(Recipe recipe) {
    ImmutableList.Builder<String> arguments = ImmutableList.builder();
    for (String word : recipe.arguments()) {
      @Nullable Source source = recipe.inputs().get(word);
      arguments.add(source == null ? word : path(source).toString());
    }
    return arguments.add("--out", output(recipe).toString()).build();
  }

  private String typed(Recipe recipe) {
    return "samples/flowlib " + String.join(" ", arguments(recipe));
  }

  private Path path(Source source) {
    if (source instanceof Source.Run trained) {
      return run(trained.recipe()).resolve("models").resolve(trained.model());
    }
    if (source instanceof Source.Figures figures) {
      return result(figures.recipe() + ".json");
    }
    return directory.resolve("shipped").resolve(Names.of(((Source.Shipped) source).model()));
  }

  private Path run(String recipe) {
    return directory.resolve("runs").resolve(recipe);
  }

  /** What {@code --out} names. */
  private Path output(Recipe recipe) {
    return recipe.output() == Recipe.Output.PICTURE
        ? directory.resolve("runs").resolve(recipe.file())
        : run(recipe.name());
  }

  private Path result(String file) {
    return directory.resolve("results").resolve(file);
  }

  /** Unpacks the models of the samples that a recipe asks for, unless that was done. */
  private void prepare(Recipe recipe) throws IOException {
    Files.createDirectories(output(recipe).getParent());
    for (Source source : recipe.inputs().values()) {
      if (source instanceof Source.Shipped shipped && !Files.isDirectory(path(shipped))) {
        Files.createDirectories(path(shipped).getParent());
        try (Model<?> model = shipped.model().load()) {
          model.save(path(shipped));
        }
      }
    }
  }

  /** Pictures first: the file of JSON tells that all is there. */
  private void publish(Recipe recipe) throws IOException {
    for (Map.Entry<String, String> picture : recipe.pictures().entrySet()) {
      copy(output(recipe).resolve(picture.getKey()), picture.getValue());
    }
    copy(
        recipe.output() == Recipe.Output.PICTURE
            ? output(recipe)
            : output(recipe).resolve(ResultsFile.FILE),
        recipe.file());
  }

  /** Whole or not at all. */
  private void copy(Path from, String file) throws IOException {
    Path to = result(file);
    Files.createDirectories(to.getParent());
    Path partly = result(file + ".partly");
    Files.copy(from, partly, StandardCopyOption.REPLACE_EXISTING);
    Files.move(partly, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void compare(Recipe recipe) throws IOException {
    Path there = published.resolve(recipe.file());
    if (Files.exists(there)) {
      console.line("%s: %s", recipe.name(), compare(recipe, there, result(recipe.file())));
    }
  }

  private static String compare(Recipe recipe, Path there, Path here) throws IOException {
    if (recipe.output() == Recipe.Output.PICTURE) {
      return Files.mismatch(there, here) < 0
          ? "the picture is that of docs/results"
          : "the picture is another one than that of docs/results";
    }
    return Agreement.of(
            Json.COMPACT.readTree(there.toFile()),
            Json.COMPACT.readTree(here.toFile()),
            recipe.noFigures())
        .inWords();
  }
}
