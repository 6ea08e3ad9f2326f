package io.github.flowlib.samples.documents.reproduction;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.samples.models.ShippedModel;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How figures and pictures of {@code docs/results.md} were made. Nothing runs here: see {@link
 * Reproduction}.
 *
 * @param name that of its file in {@code docs/results}, without the ending
 * @param minutes that the command takes on two cores, about
 * @param commandLine what was typed after {@code samples/flowlib}; the seed is 0 where none is
 *     named
 * @param output what the command writes
 * @param pictures of the run that are in {@code docs/results} as well, beside a file of figures:
 *     there they may have other names
 * @param inputs words of the command that name a model or a file, and where these are from
 * @param noFigures keys in its file of what another run has otherwise, such as milliseconds
 * @param measuredOn another machine than two cores, in words; empty if there was none
 * @param commit at which the figures were measured; empty if this version gives them, but for last
 *     digits where the arithmetic of a step has changed since
 */
public record Recipe(
    String name,
    int minutes,
    String commandLine,
    Output output,
    ImmutableMap<String, String> pictures,
    ImmutableMap<String, Source> inputs,
    ImmutableSet<String> noFigures,
    Optional<String> measuredOn,
    Optional<String> commit) {

  /** Where files of {@code docs/results} are, as a command names them. */
  private static final String RESULTS = "docs/results/";

  /** What {@code --out} of a command names. */
  public enum Output {
    /** A directory, in which a file of JSON has the figures. */
    RUN(".json"),
    /** A picture, and nothing else. */
    PICTURE(".png");

    private final String ending;

    Output(String ending) {
      this.ending = ending;
    }
  }

  /** Where a model or a file is from. */
  public sealed interface Source {

    /**
     * Another recipe trains this model.
     *
     * @param recipe its name
     * @param model the name of the model among those of the run
     */
    record Run(String recipe, String model) implements Source {}

    /**
     * The model comes with the samples.
     *
     * @param model which one
     */
    record Shipped(ShippedModel model) implements Source {}

    /**
     * It is the file of another recipe.
     *
     * @param recipe its name
     */
    record Figures(String recipe) implements Source {}

    /**
     * What has to run before.
     *
     * @return the name of a recipe; empty if there is none
     */
    default Optional<String> needed() {
      return this instanceof Run run
          ? Optional.of(run.recipe())
          : this instanceof Figures figures ? Optional.of(figures.recipe()) : Optional.empty();
    }
  }

  /**
   * Checks the arguments.
   *
   * @param name see {@link #name()}
   * @param minutes see {@link #minutes()}
   * @param commandLine see {@link #commandLine()}
   * @param output see {@link #output()}
   * @param pictures see {@link #pictures()}
   * @param inputs see {@link #inputs()}
   * @param noFigures see {@link #noFigures()}
   * @param measuredOn see {@link #measuredOn()}
   * @param commit see {@link #commit()}
   * @throws IllegalArgumentException if there is no time, or an input is not named in both places
   */
  public Recipe {
    checkArgument(minutes >= 1, "minutes must be at least 1, but were %s of %s", minutes, name);
    for (String input : inputs.keySet()) {
      checkArgument(
          words(commandLine).contains(input),
          "%s has an input %s that its command does not name",
          name,
          input);
    }
  }

  /**
   * A recipe of this version, measured on two cores, without pictures.
   *
   * @param name see {@link #name()}
   * @param minutes see {@link #minutes()}
   * @param commandLine see {@link #commandLine()}
   * @return the recipe
   */
  static Recipe of(String name, int minutes, String commandLine) {
    return of(name, minutes, commandLine, Output.RUN);
  }

  /** A recipe of a picture without figures. */
  static Recipe ofPicture(String name, String commandLine) {
    return of(name, 1, commandLine, Output.PICTURE);
  }

  private static Recipe of(String name, int minutes, String commandLine, Output output) {
    return new Recipe(
        name,
        minutes,
        commandLine,
        output,
        ImmutableMap.of(),
        ImmutableMap.of(),
        ImmutableSet.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with a picture that has the same name in both places. */
  Recipe picture(String file) {
    return picture(file, file);
  }

  /** The same with a picture that has another name in {@code docs/results}. */
  Recipe picture(String file, String published) {
    return new Recipe(
        name,
        minutes,
        commandLine,
        output,
        with(pictures, file, published),
        inputs,
        noFigures,
        measuredOn,
        commit);
  }

  /** The same with a model, which {@code --model} names. */
  Recipe model(Source source) {
    ImmutableList<String> words = words(commandLine);
    return input(words.get(words.indexOf("--model") + 1), source);
  }

  /** The same with a file of {@code docs/results}, which the command names. */
  Recipe reading(String recipe) {
    return input(RESULTS + recipe + Output.RUN.ending, new Source.Figures(recipe));
  }

  private Recipe input(String word, Source source) {
    return new Recipe(
        name,
        minutes,
        commandLine,
        output,
        pictures,
        with(inputs, word, source),
        noFigures,
        measuredOn,
        commit);
  }

  /** The same with keys of what is no figure, besides seconds. */
  Recipe differsIn(String... keys) {
    return new Recipe(
        name,
        minutes,
        commandLine,
        output,
        pictures,
        inputs,
        ImmutableSet.copyOf(keys),
        measuredOn,
        commit);
  }

  /** The same, measured on another machine. */
  Recipe on(String machine) {
    return new Recipe(
        name,
        minutes,
        commandLine,
        output,
        pictures,
        inputs,
        noFigures,
        Optional.of(machine),
        commit);
  }

  /** The same, measured at an earlier commit, so that this version cannot run it again. */
  Recipe at(String earlier) {
    return new Recipe(
        name,
        minutes,
        commandLine,
        output,
        pictures,
        inputs,
        noFigures,
        measuredOn,
        Optional.of(earlier));
  }

  private static <V> ImmutableMap<String, V> with(
      ImmutableMap<String, V> map, String key, V value) {
    return ImmutableMap.<String, V>builder().putAll(map).put(key, value).buildOrThrow();
  }

  /**
   * On what, if it was not this version on two cores.
   *
   * @return a machine, a commit or both, in words; empty if it was
   */
  public String measured() {
    return Stream.concat(measuredOn.stream(), commit.stream().map(hash -> "at commit " + hash))
        .collect(Collectors.joining("; "));
  }

  /**
   * What was typed.
   *
   * @return the whole command line
   */
  public String command() {
    return "samples/flowlib " + commandLine;
  }

  /**
   * What was typed after {@code samples/flowlib}, apart.
   *
   * @return the arguments
   */
  public ImmutableList<String> arguments() {
    return words(commandLine);
  }

  private static ImmutableList<String> words(String commandLine) {
    return ImmutableList.copyOf(Splitter.on(' ').split(commandLine));
  }

  /**
   * Its file: of figures, or the picture if there are none.
   *
   * @return relative to {@code docs/results}
   */
  public String file() {
    return name + output.ending;
  }
}
