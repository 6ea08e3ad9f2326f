package io.github.flowlib.samples.documents.reproduction;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.samples.models.ShippedModel;
import java.util.Optional;

/**
 * How figures of {@code docs/results.md} were made. Nothing runs here: see {@link Reproduction}.
 *
 * @param name that of its file of JSON in {@code docs/results}, without the ending
 * @param minutes that the command takes on two cores, about
 * @param commandLine what was typed after {@code samples/flowlib}; the seed is 0 where none is
 *     named
 * @param pictures of the run that are in {@code docs/results} as well: there they may have other
 *     names
 * @param model where the model is from that {@code --model} names; empty if none is named
 * @param noFigures keys in its file of what another run has otherwise, such as milliseconds
 * @param measuredOn another machine than two cores, in words; empty if there was none
 * @param commit at which the figures were measured; empty for figures of this version
 */
public record Recipe(
    String name,
    int minutes,
    String commandLine,
    ImmutableMap<String, String> pictures,
    Optional<Source> model,
    ImmutableSet<String> noFigures,
    Optional<String> measuredOn,
    Optional<String> commit) {

  /** Option that names a model. */
  static final String MODEL = "--model";

  /** Where a trained model is from. */
  public sealed interface Source {

    /**
     * Another recipe trains it.
     *
     * @param recipe its name
     * @param model the name of the model among those of the run
     */
    record Run(String recipe, String model) implements Source {}

    /**
     * It comes with the samples.
     *
     * @param model which one
     */
    record Shipped(ShippedModel model) implements Source {}
  }

  /**
   * Checks the arguments.
   *
   * @param name see {@link #name()}
   * @param minutes see {@link #minutes()}
   * @param commandLine see {@link #commandLine()}
   * @param pictures see {@link #pictures()}
   * @param model see {@link #model()}
   * @param noFigures see {@link #noFigures()}
   * @param measuredOn see {@link #measuredOn()}
   * @param commit see {@link #commit()}
   * @throws IllegalArgumentException if there is no time, or a model is not named in both places
   */
  public Recipe {
    checkArgument(minutes >= 1, "minutes must be at least 1, but were %s of %s", minutes, name);
    checkArgument(
        model.isEmpty() || commandLine.contains(MODEL + " "),
        "%s has a model that its command does not name",
        name);
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
    return new Recipe(
        name,
        minutes,
        commandLine,
        ImmutableMap.of(),
        Optional.empty(),
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
    ImmutableMap<String, String> all =
        ImmutableMap.<String, String>builder().putAll(pictures).put(file, published).build();
    return new Recipe(name, minutes, commandLine, all, model, noFigures, measuredOn, commit);
  }

  /** The same with a model. */
  Recipe model(Source source) {
    return new Recipe(
        name, minutes, commandLine, pictures, Optional.of(source), noFigures, measuredOn, commit);
  }

  /** The same with keys of what is no figure, besides seconds. */
  Recipe differsIn(String... keys) {
    return new Recipe(
        name, minutes, commandLine, pictures, model, ImmutableSet.copyOf(keys), measuredOn, commit);
  }

  /** The same, measured on another machine. */
  Recipe on(String machine) {
    return new Recipe(
        name, minutes, commandLine, pictures, model, noFigures, Optional.of(machine), commit);
  }

  /** The same, measured at an earlier commit, so that this version cannot run it again. */
  Recipe at(String earlier) {
    return new Recipe(
        name, minutes, commandLine, pictures, model, noFigures, measuredOn, Optional.of(earlier));
  }

  /**
   * On what, if it was not this version on two cores.
   *
   * @return a machine or a commit, in words; empty if it was
   */
  public String measured() {
    return commit.map(earlier -> "at commit " + earlier).or(() -> measuredOn).orElse("");
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
    return ImmutableList.copyOf(Splitter.on(' ').split(commandLine));
  }

  /**
   * The file of its figures.
   *
   * @return relative to {@code docs/results}
   */
  public String file() {
    return name + ".json";
  }
}
