package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The notebook is one, and its commands are understood. {@code docs/run-notebook} runs its cells.
 */
class ColabNotebookTest {

  /** How the notebook names options that it makes tiny for a quick try. */
  private static final Pattern SETTING =
      Pattern.compile("(?m)^(\\w+) = \"(.*)\" if QUICK else \"(.*)\"$");

  private JsonNode notebook;

  @BeforeEach
  void read() throws IOException {
    notebook =
        new ObjectMapper().readTree(Documents.ROOT.resolve("docs/flowlib-colab.ipynb").toFile());
  }

  @Test
  void isANotebookWithoutOutputs() {
    assertThat(notebook.path("nbformat").intValue()).isEqualTo(4);
    assertThat(notebook.path("nbformat_minor").intValue()).isEqualTo(5);
    assertThat(notebook.at("/metadata/kernelspec/name").textValue()).isEqualTo("python3");
    Set<String> ids = new HashSet<>();
    for (JsonNode cell : notebook.path("cells")) {
      String id = cell.path("id").textValue();
      assertThat(id).matches("[a-zA-Z0-9-]{1,64}");
      assertThat(ids.add(id)).as("%s is the id of one cell", id).isTrue();
      assertThat(cell.path("metadata").isObject()).as(id).isTrue();
      assertThat(cell.path("source").isArray()).as(id).isTrue();
      assertThat(cell.path("cell_type").textValue()).as(id).isIn("markdown", "code");
      if (isCode(cell)) {
        assertThat(cell.path("execution_count").isNull()).as(id).isTrue();
        assertThat(cell.path("outputs").isArray()).as(id).isTrue();
        assertThat(cell.path("outputs")).as(id).isEmpty();
      }
    }
  }

  @Test
  void everyCommandIsUnderstoodInFullAndTiny() {
    String code = code();
    List<String> commands =
        Documents.commands(code).stream().map(c -> c.split("[\")]")[0]).toList();

    assertThat(commands).hasSizeGreaterThan(6);
    assertThat(
            commands.stream()
                .flatMap(command -> Stream.of(with(command, code, 2), with(command, code, 3)))
                .map(Documents::mistake)
                .flatMap(Optional::stream))
        .isEmpty();
  }

  /** Puts the settings, tiny (group 2) or in full (group 3), in place of their names. */
  private static String with(String command, String code, int group) {
    String result = command;
    Matcher settings = SETTING.matcher(code);
    while (settings.find()) {
      result = result.replace("$" + settings.group(1), settings.group(group));
    }
    return result;
  }

  private String code() {
    List<String> lines = new ArrayList<>();
    for (JsonNode cell : notebook.path("cells")) {
      if (isCode(cell)) {
        cell.path("source").forEach(line -> lines.add(line.textValue().stripTrailing()));
      }
    }
    return String.join("\n", lines);
  }

  private static boolean isCode(JsonNode cell) {
    return cell.path("cell_type").textValue().equals("code");
  }
}
