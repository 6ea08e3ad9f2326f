package io.github.flowlib.samples.documents.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.samples.results.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementTest {

  private static final String NO_OTHER = "";

  private static String compare(String published, String here, String noFigures)
      throws JsonProcessingException {
    return Agreement.of(
            Json.COMPACT.readTree(published.replace('\'', '"')),
            Json.COMPACT.readTree(here.replace('\'', '"')),
            noFigures.isEmpty() ? ImmutableSet.of() : ImmutableSet.copyOf(noFigures.split(",")))
        .inWords();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': 1, 'b': [2, 3]} | {'a': 1, 'b': [2, 3]} | all 3 figures are those of docs/results",
        "{'a': 1, 'b': [2, 3]} | {'a': 1} | 1 of 1 figures are those of docs/results; 2 of"
            + " docs/results are missing here",
        "{'a': 1, 'b': [2, 3]} | {'a': 1, 'b': [2]} | 2 of 2 figures are those of docs/results; 1"
            + " of docs/results are missing here",
        "{'a': 1, 'b': 2} | {'a': 1, 'b': null} | 1 of 1 figures are those of docs/results; 1 of"
            + " docs/results are missing here",
        "{'a': 1} | {'a': 1, 'b': [2, {'c': true}]} | all 1 figures are those of docs/results; 2"
            + " are here that docs/results does not have",
        "{'a': {'c': 1}} | {'a': [1, 2]} | 0 of 0 figures are those of docs/results; 1 of"
            + " docs/results are missing here; 2 are here that docs/results does not have",
        "{'passed': true, 'b': 2} | {'passed': false, 'b': 2} | 1 of 2 figures are those of"
            + " docs/results; farthest: /passed, false here, true there",
        "{'a': 1, 'b': 2} | {'a': 1.1, 'b': 4} | 0 of 2 figures are those of docs/results;"
            + " farthest: /b, 4.00000 here, 2.00000 there",
        "{'a': 1, 'seconds': 2} | {'a': 1, 'seconds': 3} | all 1 figures are those of docs/results",
      })
  void whatDiffersOrIsMissingIsSaid(String published, String here, String words)
      throws JsonProcessingException {
    assertThat(compare(published, here, NO_OTHER)).isEqualTo(words);
  }

  @Test
  void aRecipeTellsWhatIsNoFigure() throws JsonProcessingException {
    String published = "{'rows': [{'n': 1, 'millis': {'a': 2}}], 'loads': 3}";
    String here = "{'rows': [{'n': 1, 'millis': {'a': 9, 'b': 9}}]}";
    assertThat(compare(published, here, NO_OTHER)).startsWith("1 of 2 figures");
    assertThat(compare(published, here, "millis,loads"))
        .isEqualTo("all 1 figures are those of docs/results");
  }

  /** The same word is a figure in one file and a time in another. */
  @Test
  void recipesOfChecksDoNotCompareTimes() {
    assertThat(Recipes.all().get("checks/soak").noFigures()).contains("samples", "loads");
    assertThat(Recipes.all().get("checks/benchmark").noFigures()).contains("millis", "ratios");
    assertThat(Recipes.all().get("cvae").noFigures()).isEmpty();
  }
}
