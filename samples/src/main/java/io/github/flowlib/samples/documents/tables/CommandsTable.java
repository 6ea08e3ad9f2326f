package io.github.flowlib.samples.documents.tables;

import io.github.flowlib.samples.documents.reproduction.Recipe;
import io.github.flowlib.samples.documents.reproduction.Recipes;

/** All recipes, for readers. */
final class CommandsTable {

  private CommandsTable() {}

  /** And in the last line all that this version can run. */
  static MarkdownTable all() {
    MarkdownTable table = new MarkdownTable("file", "command", "minutes on two cores", "measured");
    for (Recipe recipe : Recipes.all().values()) {
      table.row(
          "[%s](results/%s)".formatted(recipe.name(), recipe.file()),
          "`" + recipe.command() + "`",
          Cells.whole(recipe.minutes()),
          recipe.measured());
    }
    return table.row(
        "all but those of earlier commits",
        "`samples/flowlib reproduce --all`",
        Cells.whole(Recipes.minutes()),
        "");
  }
}
