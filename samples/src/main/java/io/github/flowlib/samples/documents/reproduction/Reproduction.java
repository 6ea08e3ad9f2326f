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

/**
 * Runs recipes one after the other. A run is in {@code runs/<name>} of the directory; its file of
 * JSON and its pictures go to {@code results}, which is laid out as {@code docs/results}. A recipe
 * whose file is there is not run again, so whoever was stopped starts the same once more.
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
   * The recipes, each behind the one whose model it needs.
   *
   * @param wanted the recipes to run
   * @param all recipes by their names
   */
  static ImmutableList<Recipe> withNeeded(List<Recipe> wanted, Map<String, Recipe> all) {
    Set<Recipe> ordered = new LinkedHashSet<>();
    for (Recipe recipe : wanted) {
      if (recipe.model().orElse(null) instanceof Source.Run needed) {
        ordered.add(all.get(needed.recipe()));
      }
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
        unpack(recipe);
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

  /** True if the file of the recipe is there, and was made by the command of today. */
  boolean isComplete(Recipe recipe) {
    try {
      JsonNode figures = Json.COMPACT.readTree(result(recipe.file()).toFile());
      // Quoted where a shell needs it.
      return figures.path("command").asText().replace("'", "").equals(typed(recipe));
    } catch (IOException e) {
      return false; // not there, or half of it
    }
  }

  /** The command line with the directory to write, and the model where it really is. */
  ImmutableList<String> arguments(Recipe recipe) {
    List<String> arguments = new ArrayList<>(recipe.arguments());
    recipe
        .model()
        .ifPresent(
            source -> arguments.set(arguments.indexOf(Recipe.MODEL) + 1, path(source).toString()));
    arguments.add("--out");
    arguments.add(run(recipe.name()).toString());
    return ImmutableList.copyOf(arguments);
  }

  private String typed(Recipe recipe) {
    return "samples/flowlib " + String.join(" ", arguments(recipe));
  }

  private Path path(Source source) {
    if (source instanceof Source.Run trained) {
      return run(trained.recipe()).resolve("models").resolve(trained.model());
    }
    return directory.resolve("shipped").resolve(Names.of(((Source.Shipped) source).model()));
  }

  private Path run(String recipe) {
    return directory.resolve("runs").resolve(recipe);
  }

  private Path result(String file) {
    return directory.resolve("results").resolve(file);
  }

  /** Unpacks the model of the samples that a recipe asks for, unless that was done. */
  private void unpack(Recipe recipe) throws IOException {
    if (recipe.model().orElse(null) instanceof Source.Shipped shipped
        && !Files.isDirectory(path(shipped))) {
      Files.createDirectories(path(shipped).getParent());
      try (Model<?> model = shipped.model().load()) {
        model.save(path(shipped));
      }
    }
  }

  /** Pictures first: the file of JSON tells that all is there. */
  private void publish(Recipe recipe) throws IOException {
    Path run = run(recipe.name());
    Files.createDirectories(result(recipe.file()).getParent());
    for (Map.Entry<String, String> picture : recipe.pictures().entrySet()) {
      Files.copy(
          run.resolve(picture.getKey()),
          result(picture.getValue()),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Path partly = result(recipe.file() + ".partly");
    Files.copy(run.resolve(ResultsFile.FILE), partly, StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        partly,
        result(recipe.file()),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private void compare(Recipe recipe) throws IOException {
    Path there = published.resolve(recipe.file());
    if (Files.exists(there)) {
      console.line(
          "%s: %s",
          recipe.name(),
          Agreement.of(
                  Json.COMPACT.readTree(there.toFile()),
                  Json.COMPACT.readTree(result(recipe.file()).toFile()),
                  recipe.noFigures())
              .inWords());
    }
  }
}
