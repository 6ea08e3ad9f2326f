package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of model can be trained further, which needs a gradient of each of its operations.
 * Between them the golden models have every kind of layer, base, context and prior.
 */
class GoldenModelsTrainingTest {

  private static final Dataset IMAGES = Fixtures.images(50, 2);

  static Stream<Path> models() throws IOException {
    return GoldenModelsTest.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void trainsFurtherAndTwiceToTheSameBits(Path directory) throws IOException {
    GoldenModels.Answers before;
    GoldenModels.Answers trained;
    try (Model<?> model = Models.load(directory)) {
      before = answers(model);
      trained = trainedAnswers(model);
    }
    assertThat(trained.logProb()).isNotEqualTo(before.logProb());
    assertThat(Doubles.asList(trained.logProb())).allMatch(Double::isFinite);
    assertThat(Floats.asList(Floats.concat(trained.samples()))).allMatch(Float::isFinite);
    try (Model<?> again = Models.load(directory)) {
      GoldenModels.Answers same = trainedAnswers(again);
      assertThat(same.logProb()).isEqualTo(trained.logProb());
      assertThat(same.samples()).isDeepEqualTo(trained.samples());
    }
  }

  /** After two epochs of three batches, of which the last is short of rows. */
  private static GoldenModels.Answers trainedAnswers(Model<?> model) {
    model.fit(data(model), Fixtures.quick(2).batchSize(20).quiet().build());
    return answers(model);
  }

  private static GoldenModels.Answers answers(Model<?> model) {
    Dataset rows = data(model).head(GoldenModels.ROWS);
    return GoldenModels.Answers.of(
        model,
        rows.toArray(),
        rows.labels(),
        hasNumbers(model) ? Optional.of(GoldenModels.contextOf(rows)) : Optional.empty());
  }

  private static Dataset data(Model<?> model) {
    return hasNumbers(model) ? GoldenModels.withContext(IMAGES) : IMAGES;
  }

  private static boolean hasNumbers(Model<?> model) {
    return model.spec().context().vectorWidth() > 0;
  }
}
