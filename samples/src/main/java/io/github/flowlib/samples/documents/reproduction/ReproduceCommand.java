package io.github.flowlib.samples.documents.reproduction;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.UsageException;
import io.github.flowlib.samples.results.OutputDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib reproduce}: see {@link Reproduction}. */
@Command(
    name = ReproduceCommand.NAME,
    description =
        "Runs the commands behind docs/results.md again, each in a process of its own, with the seeds"
            + " that are told there.")
public final class ReproduceCommand implements Callable<Integer> {

  static final String NAME = "reproduce";

  @ParentCommand private CommandContext context;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "files of docs/results to make again, without their ending")
  private List<String> names = new ArrayList<>();

  @Option(names = "--list", description = "name all recipes with their commands, and run nothing")
  private boolean list;

  @Option(
      names = "--all",
      description =
          "run all, the shortest first, but for those that are complete in the directory already")
  private boolean all;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "where runs and their results go (default: samples/target/reproduce); what is complete there"
              + " is kept")
  private @Nullable Path out;

  /** For the command line. */
  public ReproduceCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (list) {
      list();
      return 0;
    }
    Path directory = out != null ? out : OutputDirectory.defaultFor(NAME);
    Class<?> main = context.getClass();
    Reproduction reproduction =
        new Reproduction(
            directory,
            published(),
            arguments -> OwnVirtualMachine.run(main, arguments),
            context.console());
    ImmutableList<Recipe> recipes = Reproduction.withNeeded(chosen(), Recipes.all());
    ImmutableList<Reproduction.Failure> failures = reproduction.run(recipes);
    failures.forEach(
        failure -> context.console().line("FAILED: %s, %s", failure.recipe(), failure.reason()));
    context.done(directory.resolve("results"));
    return failures.isEmpty() ? 0 : 1;
  }

  /** Where docs/results is if the program is in its build directory, samples/target. */
  private static Path published() {
    return OutputDirectory.defaultFor(NAME)
        .toAbsolutePath()
        .resolve("../../../docs/results")
        .normalize();
  }

  private List<Recipe> chosen() {
    if (all != names.isEmpty()) { // both, or neither
      throw new UsageException("name what to reproduce, or --all, or --list to see what there is");
    }
    List<Recipe> chosen = new ArrayList<>();
    for (String name : names) {
      @Nullable Recipe recipe = Recipes.all().get(name);
      if (recipe == null) {
        throw new UsageException("there is no recipe " + name + "; see --list");
      }
      recipe
          .commit()
          .ifPresent(
              commit -> {
                throw new UsageException(
                    name
                        + " was measured at commit "
                        + commit
                        + "; check that out, then run: "
                        + recipe.command());
              });
      chosen.add(recipe);
    }
    if (all) {
      Recipes.all().values().stream()
          .filter(recipe -> recipe.commit().isEmpty())
          .sorted(Comparator.comparingInt(Recipe::minutes))
          .forEach(chosen::add);
    }
    return chosen;
  }

  private void list() {
    for (Recipe recipe : Recipes.all().values()) {
      context
          .console()
          .line(
              "%s, about %d minutes on two cores%s%n  $ %s%n  writes %s",
              recipe.name(),
              recipe.minutes(),
              recipe.measured().isEmpty() ? "" : "; published figures: " + recipe.measured(),
              recipe.command(),
              String.join(
                  ", ",
                  ImmutableList.<String>builder()
                      .add(recipe.file())
                      .addAll(recipe.pictures().values())
                      .build()));
    }
    context
        .console()
        .line(
            "All but those of earlier commits: about %d hours. Seeds are 0 where none is named. Files are"
                + " written into results below --out, which is laid out as docs/results; everything else"
                + " of a run is in runs/NAME beside it.",
            Math.round(Recipes.minutes() / 60.0));
  }
}
