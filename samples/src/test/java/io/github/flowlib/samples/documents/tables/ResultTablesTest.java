package io.github.flowlib.samples.documents.tables;

import static io.github.flowlib.samples.documents.tables.ResultTables.Page.RESULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.github.flowlib.samples.results.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResultTablesTest {

  /** Tests run in the directory of the module or in that of the project. */
  private static final Path DOCS =
      (Files.exists(Path.of("docs")) ? Path.of("docs") : Path.of("..", "docs")).toAbsolutePath();

  private static final Path PAGE = DOCS.resolve("results.md");

  private static final Pattern TABLE = Pattern.compile("(?m)(?:^\\|.*\n)+");
  private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]*\\]\\([^)]*\\)");

  @TempDir private Path temporary;

  @ParameterizedTest
  @EnumSource
  void theTablesOfThePageAreThoseOfItsFiles(ResultTables.Page page) throws IOException {
    String text = Files.readString(DOCS.resolveSibling(page.file()));
    assertThat(ResultTables.fill(page, text, DOCS.resolve("results")).lines())
        .as("%s and docs/results differ; samples/flowlib tables mends the page", page.file())
        .containsExactlyElementsOf(text.lines().toList());
  }

  /** Figures that nobody compares with their file drift. */
  @ParameterizedTest
  @CsvSource({"results.md, | what | test |", "solutions.md, | symbol | meaning |"})
  void everyOtherTableOfThePageHasPicturesOrIsNamedHere(String page, String known)
      throws IOException {
    List<String> byHand =
        TABLE
            .matcher(
                MarkedDocument.MARKED.matcher(Files.readString(DOCS.resolve(page))).replaceAll(""))
            .results()
            .map(table -> table.group())
            .filter(table -> !PICTURE.matcher(table).find())
            .map(table -> table.lines().findFirst().orElseThrow())
            .toList();
    assertThat(byHand).containsExactly(known);
  }

  @Test
  void aFigureThatDriftsIsFound() throws IOException {
    Path results = temporary.resolve("results");
    copy(DOCS.resolve("results"), results);
    Path file = results.resolve("realnvp-marginals.json");
    JsonNode figures = Json.COMPACT.readTree(file.toFile());
    ((ObjectNode) figures.path("models").path(1)).put("testBitsPerDimension", 1.38449);
    Json.COMPACT.writeValue(file.toFile(), figures);

    String page = Files.readString(PAGE);
    assertThat(
            ResultTables.fill(RESULTS, page, results)
                .lines()
                .filter(line -> !page.contains(line + "\n")))
        .as("the row of the model, and those that repeat it")
        .isNotEmpty()
        .allMatch(line -> line.contains("1.384"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(each -> each.toString().endsWith(".json")).toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target);
      }
    }
  }

  @Test
  void aFileWithoutTheFigureIsNamed() throws IOException {
    Path results = temporary.resolve("results");
    copy(DOCS.resolve("results"), results);
    Path file = results.resolve("anomaly.json");
    ObjectNode figures = (ObjectNode) Json.COMPACT.readTree(file.toFile());
    figures.remove("found");
    Json.COMPACT.writeValue(file.toFile(), figures);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResultTables.fill(RESULTS, Files.readString(PAGE), results))
        .withMessageContaining("anomaly.json must have a number found, but has ");
  }

  @Test
  void tablesAndPlacesBelongTogether() {
    ImmutableMap<String, Supplier<MarkdownTable>> tables =
        ImmutableMap.of("a", () -> new MarkdownTable("x").row("$1"));
    String filled = "before\n<!-- table a -->\n| x |\n|---|\n| $1 |\n<!-- end -->\nafter\n";

    assertThat(MarkedDocument.fill("before\n<!-- table a -->\n<!-- end -->\nafter\n", tables))
        .isEqualTo(filled);
    assertThat(MarkedDocument.fill(filled, tables)).isEqualTo(filled);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarkedDocument.fill(filled + filled, tables))
        .withMessage("the table a has two places");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarkedDocument.fill(filled, ImmutableMap.of()))
        .withMessage("there is no table a, but a place for it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarkedDocument.fill("nothing", tables))
        .withMessage("the document has no place for the tables [a]");
  }

  @Test
  void meanAndDeviationAreThoseOfTheSeeds() {
    Seeds seeds = new Seeds(List.of(run(0, 1.0), run(1, 2.0), run(2, 4.5)));
    assertThat(seeds.figure(2, "m", model -> model.number("x"))).isEqualTo("2.50 ± 1.80");
  }

  private static Run run(int seed, double x) {
    ObjectNode tree = Json.COMPACT.createObjectNode();
    tree.putArray("models").addObject().put("name", "m").put("seed", seed).put("x", x);
    return new Run("run", tree);
  }

  @Test
  void figuresAreWrittenAsThePageHasThem() {
    assertThat(Cells.decimals(1, -0.5, 0.2)).isEqualTo("−0.5 ± 0.2");
    assertThat(Cells.whole(104_474)).isEqualTo("104 474");
    assertThat(Cells.millions(22_556_320)).isEqualTo("22.6 M");
    assertThat(Cells.seconds(0.4)).isEqualTo("< 1");
    assertThat(Cells.percent(0.00849)).isEqualTo("0.8 %");
  }
}
