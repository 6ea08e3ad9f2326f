package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.reproduction.Recipe;
import io.github.flowlib.samples.documents.reproduction.Recipes;

/** All recipes, for readers. */
final class CommandsTable {

  private CommandsTable() {}

  static MarkdownTable of(Iterable<Recipe> recipes) {
    MarkdownTable table = new MarkdownTable("file", "command", "minutes on two cores", "measured");
    for (Recipe recipe : recipes) {
      table.row(
          "[%s](results/%s)".formatted(recipe.name(), recipe.file()),
          "`" + recipe.command() + "`",
          Cells.whole(recipe.minutes()),
          recipe.measured());
    }
    return table;
  }

  static MarkdownTable all() {
    return of(Recipes.all().values());
  }
}
