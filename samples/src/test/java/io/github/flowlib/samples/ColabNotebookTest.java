package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The notebook is one, its commands are understood, and what it shows is from a run of what stands
 * in it. {@code docs/run-notebook} runs its cells.
 */
class ColabNotebookTest {

  /** How the notebook names options that it makes tiny for a quick try. */
  private static final Pattern SETTING =
      Pattern.compile("(?m)^(\\w+) = \"(.*)\" if QUICK else \"(.*)\"$");

  /** How the notebook starts a program; what is in braces is a setting. */
  private static final Pattern RUN = Pattern.compile("run\\(f?\"(?:samples/flowlib )([^\"]+)\"\\)");

  /** The first words of a section on an exercise. */
  private static final Pattern HEADING =
      Pattern.compile("(?m)^##+ (Exercise \\d|\\([a-c]\\) \\w+)");

  /** A path from the root of a file system; one of the project begins in the project. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?<![\\w.:/])/(?:home|root|tmp|work|Users|mnt|opt|var|content)/\\S*");

  private static final int MAX_IMAGE_BYTES = 100_000;
  private static final int MAX_TEXT_LINES = 80;
  private static final int MAX_NOTEBOOK_BYTES = 1_000_000;

  private static final Path FILE = Documents.ROOT.resolve("docs/flowlib-colab.ipynb");

  private JsonNode notebook;

  @BeforeEach
  void read() throws IOException {
    notebook = new ObjectMapper().readTree(FILE.toFile());
  }

  @Test
  void isANotebook() {
    assertThat(notebook.path("nbformat").intValue()).isEqualTo(4);
    assertThat(notebook.path("nbformat_minor").intValue()).isEqualTo(5);
    assertThat(notebook.at("/metadata/kernelspec/name").textValue()).isEqualTo("python3");
    Set<String> ids = new HashSet<>();
    for (JsonNode cell : notebook.path("cells")) {
      String id = id(cell);
      assertThat(id).matches("[a-zA-Z0-9-]{1,64}");
      assertThat(ids.add(id)).as("%s is the id of one cell", id).isTrue();
      assertThat(cell.path("metadata").isObject()).as(id).isTrue();
      assertThat(cell.path("source").isArray()).as(id).isTrue();
      assertThat(cell.path("cell_type").textValue()).as(id).isIn("markdown", "code");
      assertThat(cell.has("outputs")).as(id).isEqualTo(isCode(cell));
    }
  }

  @Test
  void everyExerciseHasItsSectionAndItsProgram() throws IOException {
    String text =
        String.join("\n", texts(cells().filter(cell -> !isCode(cell)).toList(), "source"));
    assertThat(HEADING.matcher(text).results().map(result -> result.group(1)))
        .containsSubsequence(
            "Exercise 1",
            "(a) The",
            "(b) Train",
            "(c) Interpolation",
            "Exercise 2",
            "(a) The",
            "(b) Train",
            "(b) Does",
            "Exercise 3",
            "(a) The",
            "(b) Train",
            "(c) A",
            "(c) An");

    Path exercises =
        Documents.ROOT.resolve("samples/src/main/java/io/github/flowlib/samples/exercises");
    List<String> programs =
        Pattern.compile("`(Exercise\\w+)`").matcher(text).results().map(r -> r.group(1)).toList();
    assertThat(programs)
        .allSatisfy(name -> assertThat(exercises.resolve(name + ".java")).isRegularFile());
    try (Stream<Path> files = Files.list(exercises)) {
      assertThat(programs)
          .containsAll(
              files
                  .map(file -> file.getFileName().toString().replace(".java", ""))
                  .filter(name -> name.startsWith("Exercise"))
                  .toList());
    }
  }

  @Test
  void everyCommandIsUnderstoodInFullAndTiny() {
    String code = code();
    List<String> commands = RUN.matcher(code).results().map(result -> result.group(1)).toList();

    assertThat(commands)
        .hasSizeGreaterThan(7)
        .as("no program is started in another way")
        .hasSize((int) Pattern.compile("(?m)^\\s*run\\(").matcher(code).results().count());
    assertThat(
            commands.stream()
                .flatMap(command -> Stream.of(with(command, code, 2), with(command, code, 3)))
                .map(Documents::mistake)
                .flatMap(Optional::stream))
        .isEmpty();
  }

  /** The exit code of such a line is not looked at, so the cells after it would go on. */
  @Test
  void noShellLineWhoseFailureWouldGoUnnoticed() {
    assertThat(code().lines()).noneMatch(line -> line.stripLeading().matches("[!%].*"));
  }

  @Test
  void numberProgramsUseTheModelThatWasTrained() {
    assertThat(RUN.matcher(code()).results().map(result -> result.group(1)))
        .filteredOn(command -> command.matches("(draw|digits) .*"))
        .hasSize(2)
        .allMatch(command -> command.contains("--model samples/target/cvae/models/cvae"));
  }

  @Test
  void addressOfTheProjectStandsInOnePlace() throws IOException {
    assertThat(Pattern.compile("https?://[^\\s\\\\\"]*flowlib").matcher(Files.readString(FILE)))
        .satisfies(matcher -> assertThat(matcher.results().map(MatchResult::group)).hasSize(1));
  }

  @Test
  void everyCellTellsHowLongItTakes() {
    assertThat(cells().filter(ColabNotebookTest::isCode))
        .allSatisfy(
            cell ->
                assertThat(cell.at("/source/0").textValue())
                    .as(id(cell))
                    .matches("# .* on two cores[.;].*\\n"));
  }

  @Test
  void outputsAreThoseOfOneRunFromTheFirstCellToTheLast() {
    List<JsonNode> code = cells().filter(ColabNotebookTest::isCode).toList();
    for (int i = 0; i < code.size(); i++) {
      JsonNode cell = code.get(i);
      assertThat(cell.path("execution_count").intValue()).as(id(cell)).isEqualTo(i + 1);
      assertThat(outputs(cell).map(output -> output.path("output_type").textValue()))
          .as(id(cell))
          .isSubsetOf("stream", "display_data");
      String source = String.join("", texts(List.of(cell), "source"));
      String text = String.join("", texts(outputs(cell).toList(), "text"));
      if (source.startsWith("run(", source.indexOf('\n') + 1)) {
        assertThat(text).as(id(cell)).containsPattern("(?m)^\\(\\d+ seconds\\)$");
      }
      if (Pattern.compile("(?m)^show\\(").matcher(source).find()) {
        assertThat(outputs(cell).map(output -> output.at("/data/image~1png").asText()))
            .as(id(cell))
            .anyMatch(image -> !image.isEmpty());
      }
    }
  }

  @Test
  void outputsAreSmall() throws IOException {
    assertThat(Files.size(FILE)).isLessThan(MAX_NOTEBOOK_BYTES);
    for (JsonNode cell : notebook.path("cells")) {
      for (JsonNode output : outputs(cell).toList()) {
        assertThat(output.path("text").size()).as(id(cell)).isLessThanOrEqualTo(MAX_TEXT_LINES);
        JsonNode image = output.at("/data/image~1png");
        if (!image.isMissingNode()) {
          byte[] png = Base64.getMimeDecoder().decode(image.textValue());
          assertThat(png).as(id(cell)).hasSizeLessThanOrEqualTo(MAX_IMAGE_BYTES);
          assertThat(ImageIO.read(new ByteArrayInputStream(png))).as(id(cell)).isNotNull();
        }
      }
    }
  }

  @Test
  void outputsNameNoPathOfTheMachineThatMadeThem() {
    assertThat(ABSOLUTE.matcher("Open /work/x/samples").find()).isTrue();
    assertThat(texts(cells().flatMap(ColabNotebookTest::outputs).toList(), "text"))
        .isNotEmpty()
        .noneMatch(line -> ABSOLUTE.matcher(line).find());
  }

  /** Puts the settings, tiny (group 2) or in full (group 3), in place of their names. */
  private static String with(String command, String code, int group) {
    String result = command;
    Matcher settings = SETTING.matcher(code);
    while (settings.find()) {
      result = result.replace("{" + settings.group(1) + "}", settings.group(group));
    }
    return result;
  }

  private String code() {
    return String.join("", texts(cells().filter(ColabNotebookTest::isCode).toList(), "source"));
  }

  private Stream<JsonNode> cells() {
    return StreamSupport.stream(notebook.path("cells").spliterator(), false);
  }

  private static Stream<JsonNode> outputs(JsonNode cell) {
    return StreamSupport.stream(cell.path("outputs").spliterator(), false);
  }

  /** The lines of all nodes; the last of a cell ends as the others do. */
  private static List<String> texts(List<JsonNode> nodes, String name) {
    List<String> lines = new ArrayList<>();
    for (JsonNode node : nodes) {
      node.path(name).forEach(line -> lines.add(line.textValue().stripTrailing() + "\n"));
    }
    return lines;
  }

  private static String id(JsonNode cell) {
    return cell.path("id").textValue();
  }

  private static boolean isCode(JsonNode cell) {
    return cell.path("cell_type").textValue().equals("code");
  }
}
