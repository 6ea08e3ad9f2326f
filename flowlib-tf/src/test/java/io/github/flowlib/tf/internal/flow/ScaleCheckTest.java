package io.github.flowlib.tf.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.Fixtures;
import org.junit.jupiter.api.Test;

class ScaleCheckTest {

  private static final FlowSpec PLAIN = RealNVP.builder().dimension(2).build();

  @Test
  void dataOfAboutUnitScaleAreFine() {
    assertThat(ScaleCheck.warning(PLAIN, Fixtures.moons(100, 1))).isEmpty();
    assertThat(ScaleCheck.warning(PLAIN, Dataset.of(new float[][] {{0, 1}, {0, -1}}))).isEmpty();
  }

  @Test
  void theColumnIsNamed() {
    assertThat(ScaleCheck.warning(PLAIN, Dataset.of(new float[][] {{1, 4000}, {-1, 3000}})))
        .hasValue(
            "the first transform sees the data as they are, and column 1 has a root mean square of 3.54e+03;"
                + " divide such columns by their scale s (log-densities in the old units are then Σ log s"
                + " smaller)");
    assertThat(ScaleCheck.warning(PLAIN, Dataset.of(new float[][] {{1e-4f, 1}, {-1e-4f, 1}})))
        .hasValueSatisfying(text -> assertThat(text).contains("column 0"));
  }

  /** Whatever the first transform is: what counts is that it has a network. */
  @Test
  void autoregressiveFlowsAreWarnedToo() {
    Dataset large = Dataset.of(new float[][] {{1, 4000}, {-1, 3000}});
    assertThat(ScaleCheck.warning(MAF.builder().dimension(2).build(), large)).isPresent();
    assertThat(ScaleCheck.warning(IAF.builder().dimension(2).build(), large)).isPresent();
    assertThat(ScaleCheck.warning(MAF.builder().dimension(2).standardize().build(), large))
        .isEmpty();
  }

  @Test
  void contextIsCheckedToo() {
    FlowSpec conditional = RealNVP.builder().dimension(2).context(2).build();
    Dataset data = Dataset.of(new float[][] {{1, 0}, {-1, 1}});
    assertThat(
            ScaleCheck.warning(
                conditional, data.withContext(new float[][] {{1, 1013}, {0.5f, 1020}})))
        .hasValueSatisfying(text -> assertThat(text).contains("context").contains("column 1"));
    assertThat(
            ScaleCheck.warning(conditional, data.withContext(new float[][] {{1, 1}, {0.5f, -1}})))
        .isEmpty();
  }

  @Test
  void preprocessingTakesCareOfTheScale() {
    Dataset images = Fixtures.images(20, 1);
    assertThat(ScaleCheck.warning(Fixtures.imageFlow(), images)).isEmpty();
    assertThat(ScaleCheck.warning(RealNVP.builder().image(4, 4).noPreprocessing().build(), images))
        .isPresent();
  }
}
