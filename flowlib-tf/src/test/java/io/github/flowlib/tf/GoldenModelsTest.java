package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.flowlib.Models;
import io.github.flowlib.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that earlier versions wrote, with what they said then. None is ever removed or written
 * again: if one fails here, models of users would.
 */
class GoldenModelsTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static Stream<Path> models() throws IOException {
    try (Stream<Path> all = Files.walk(GOLDEN)) {
      return all
          .filter(path -> path.endsWith("manifest.json"))
          .map(Path::getParent)
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void allAreThere() throws IOException {
    assertThat(models().map(path -> GOLDEN.relativize(path).toString().replace('\\', '/')))
        .contains(
            "format-2/nice",
            "format-2/realnvp-logit",
            "format-2/realnvp-marginals",
            "format-2/vae");
  }

  /** The kernels of another processor may round otherwise. */
  @ParameterizedTest
  @MethodSource("models")
  void answersAsItDidWhenItWasWritten(Path directory) throws IOException {
    Map<String, GoldenModels.Answers> answers =
        SpecJson.MAPPER.readValue(
            directory.resolveSibling(GoldenModels.ANSWERS).toFile(), new TypeReference<>() {});
    GoldenModels.Answers expected = answers.get(directory.getFileName().toString());
    try (Model model = Models.loadAny(directory)) {
      GoldenModels.Answers found = GoldenModels.Answers.of(model);
      assertThat(found.logProb()).hasSameSizeAs(expected.logProb());
      for (int i = 0; i < GoldenModels.ROWS; i++) {
        assertThat(found.logProb()[i])
            .isCloseTo(expected.logProb()[i], within(1e-5 * Math.abs(expected.logProb()[i])));
      }
      List<Float> all = Stream.of(expected.samples()).flatMap(GoldenModelsTest::boxed).toList();
      List<Float> now = Stream.of(found.samples()).flatMap(GoldenModelsTest::boxed).toList();
      assertThat(now).hasSameSizeAs(all);
      for (int i = 0; i < all.size(); i++) {
        // A whole number may fall on the other side.
        assertThat(now.get(i)).isCloseTo(all.get(i), within(1f));
      }
    }
  }

  private static Stream<Float> boxed(float[] row) {
    return IntStream.range(0, row.length).mapToObj(i -> row[i]);
  }
}
