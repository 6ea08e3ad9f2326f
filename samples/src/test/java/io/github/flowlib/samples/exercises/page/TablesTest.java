package io.github.flowlib.samples.exercises.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.exercises.training.Digits;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {

  private static ModelMetrics model(String name, double roundTripError) {
    return new ModelMetrics(
        name,
        1,
        false,
        "marginals",
        Digits.MNIST,
        1,
        null,
        null,
        -700,
        null,
        null,
        Double.NaN,
        1.3,
        null,
        roundTripError,
        name.startsWith("MAF") ? 100 : null,
        null,
        ImmutableList.of(),
        ImmutableList.of());
  }

  @Test
  void roundTripsAreRoundedUpAndModelsThatAgreeStandTogether() {
    assertThat(Tables.roundTrips(List.of(model("A", 0), model("B", 0.01), model("C", 0))))
        .isEqualTo(
            "Test images to noise and back: every pixel exactly (A, C);"
                + " every pixel within 0.1 grey levels (B)");
    assertThat(Tables.roundTrips(List.of(model("A", 0), model("MAF(5)", 0))))
        .isEqualTo("Test images to noise and back: every pixel exactly (A, MAF(5), the first 100)");
  }

  @Test
  void whatIsUnknownIsEmpty() {
    assertThat(Tables.rows(List.of(model("A", 0)), List.of()).get(0))
        .containsExactly("A", "1", "", "", "-700.0", "", "1.300");
  }
}
