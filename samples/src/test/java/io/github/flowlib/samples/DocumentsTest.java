package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.samples.documents.tables.MarkedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents point to is there, and what they tell to type is understood. */
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)");

  /** Brackets of code are no links. */
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```");

  /** What cannot be broken: links and images, code, formulas. */
  private static final Pattern WIDE =
      Pattern.compile("!?\\[[^\\]]*\\]\\([^)]*\\)|`[^`]*`|\\$[^$]*\\$");

  private static final int MAX_WIDTH = 120;

  private static List<Path> markdown() throws IOException {
    return Documents.markdown();
  }

  @ParameterizedTest
  @MethodSource("markdown")
  void everyFileThatIsLinkedExists(Path document) throws IOException {
    List<String> missing =
        LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll(""))
            .results()
            .map(result -> result.group(1))
            .filter(target -> !target.contains(":"))
            .filter(target -> !Files.exists(document.resolveSibling(target)))
            .toList();
    assertThat(missing).isEmpty();
  }

  /**
   * A comment does not show, so what it stands for would not be missed; only tables that a program
   * makes stand between two of them.
   */
  @ParameterizedTest
  @MethodSource("markdown")
  void nothingIsLeftToFillIn(Path document) throws IOException {
    assertThat(MarkedDocument.MARKED.matcher(Files.readString(document)).replaceAll(""))
        .doesNotContain("<!--");
  }

  /** Longer lines cannot be read beside another; tables, links, code and formulas apart. */
  @ParameterizedTest
  @MethodSource("markdown")
  void proseIsOfOneWidth(Path document) throws IOException {
    assertThat(CODE.matcher(Files.readString(document)).replaceAll("").lines())
        .filteredOn(line -> !line.startsWith("|") && line.contains(" "))
        .extracting(line -> WIDE.matcher(line).replaceAll(""))
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(MAX_WIDTH));
  }

  @ParameterizedTest
  @MethodSource("markdown")
  void everyCommandIsUnderstood(Path document) throws IOException {
    assertThat(
            Documents.commands(Files.readString(document)).stream()
                .map(Documents::mistake)
                .flatMap(Optional::stream))
        .isEmpty();
  }
}
