package io.github.flowlib.samples.exercises.report;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flowlib.samples.results.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedRunsTest {

  private static JsonNode run(int seed, String preprocessing, int... epochs) {
    ObjectNode run = Json.COMPACT.createObjectNode().put("command", "seed " + seed);
    run.putArray("models");
    for (int each : epochs) {
      run.withArray("models")
          .addObject()
          .put("seed", seed)
          .put("preprocessing", preprocessing)
          .put("epochs", each);
    }
    return run;
  }

  @Test
  void seedsDifferAndNothingElse() {
    assertThatCode(() -> SeedRuns.check(List.of(run(0, "logit", 5, 6), run(1, "logit", 5, 6))))
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SeedRuns.check(List.of(run(0, "logit", 5), run(1, "logit", 5), run(0, "logit", 5))))
        .withMessage("every run must have a seed of its own, but two have 0: seed 0, and seed 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeedRuns.check(List.of(run(0, "logit", 5), run(1, "marginals", 5))))
        .withMessage(
            "all runs must have the same settings, but preprocessing of a model is \"marginals\" in"
                + " seed 1, and \"logit\" in seed 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeedRuns.check(List.of(run(0, "logit", 5, 5), run(1, "logit", 5, 6))))
        .withMessageContaining("epochs of a model is 6 in seed 1, and 5 in seed 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeedRuns.check(List.of(run(0, "logit", 5), run(1, "logit", 5, 5))))
        .withMessage("all runs must have the same models, but seed 1 has 2, and seed 0 has 1");
  }
}
