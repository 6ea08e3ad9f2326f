package io.github.flowlib.tf.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.tf.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleCheckTest {

  private static final FlowSpec PLAIN = RealNVP.builder().dimension(2).build();
  private static final FlowSpec SPLINES = NeuralSplineFlow.builder().dimension(2).build();
  private static final Dataset UNIT = column(0, 1);

  /** Two rows: column 0 is −1 and 1, column 1 has that mean and standard deviation. */
  private static Dataset column(double mean, double deviation) {
    return Dataset.of(
        new float[][] {{-1, (float) (mean - deviation)}, {1, (float) (mean + deviation)}});
  }

  private static Dataset withContext(double mean, double deviation) {
    return UNIT.withContext(column(mean, deviation).toArray());
  }

  @Test
  void dataOfAboutUnitScaleAreFine() {
    assertThat(ScaleCheck.ofData(PLAIN, Fixtures.moons(100, 1))).isEmpty();
    assertThat(ScaleCheck.ofData(SPLINES, Fixtures.moons(100, 1))).isEmpty();
    assertThat(ScaleCheck.ofData(PLAIN, Dataset.of(new float[][] {{0, 1}, {0, -1}}))).isEmpty();
  }

  /** What counts is the spread, and how far the mean lies away beside it. */
  @ParameterizedTest
  @CsvSource({
    "0, 4000",
    "0, 6",
    "0, 0.09",
    "0, 1e-4",
    "290, 5",
    "15, 0.5",
    "-15, 0.5",
    "1, 0.0172",
    "6, 1"
  })
  void columnsThatAreNotAreNamed(double mean, double deviation) {
    assertThat(ScaleCheck.ofData(PLAIN, column(mean, deviation)))
        .hasValueSatisfying(
            text -> assertThat(text).contains("but column 1 has mean ", "call standardize()"));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 4.9", "0, 0.11", "4.9, 1", "-1, 0.21", "12, 2.5"})
  void columnsThatAreAboutSoAreFine(double mean, double deviation) {
    assertThat(ScaleCheck.ofData(PLAIN, column(mean, deviation))).isEmpty();
    assertThat(
            ScaleCheck.ofContext(
                RealNVP.builder().dimension(2).context(2).rawContext().build(),
                withContext(mean, deviation)))
        .isEmpty();
  }

  @Test
  void theWarningSaysWhatToCall() {
    assertThat(ScaleCheck.ofData(PLAIN, column(290, 5)))
        .hasValue(
            "the first transform sees the data as they are, but column 1 has mean 290 and standard"
                + " deviation 5.00; call standardize() (in a spec written by hand, let a"
                + " Standardization be the first transform)");
    assertThat(
            ScaleCheck.ofData(RealNVP.builder().dimension(2).standardize().build(), column(290, 5)))
        .isEmpty();
  }

  /** Splines leave as it is what lies beyond their bound. */
  @ParameterizedTest
  @CsvSource({"0, 3", "4, 1"})
  void splinesSeeNothingBeyondTheirBound(double mean, double deviation) {
    FlowSpec autoregressive = MAF.builder().dimension(2).bins(4).build();
    Dataset data = column(mean, deviation);
    assertThat(ScaleCheck.ofData(PLAIN, data)).isEmpty();
    assertThat(ScaleCheck.ofData(SPLINES, data)).isPresent();
    assertThat(ScaleCheck.ofData(autoregressive, data)).isPresent();
    assertThat(ScaleCheck.ofData(NeuralSplineFlow.builder().dimension(2).bound(9).build(), data))
        .isEmpty();
  }

  @Test
  void aColumnThatIsTheSameInAllRowsHasNoScale() {
    assertThat(ScaleCheck.ofData(PLAIN, column(4000, 0)))
        .hasValue(
            "networks see the data as they are, but column 1 is 4.00e+03 in all rows; remove it");
    assertThat(ScaleCheck.ofData(PLAIN, column(1, 0))).isEmpty();
  }

  /** Whatever the first transform is: what counts is that it has a network. */
  @Test
  void autoregressiveFlowsAreWarnedToo() {
    Dataset large = column(3500, 500);
    assertThat(ScaleCheck.ofData(MAF.builder().dimension(2).build(), large)).isPresent();
    assertThat(ScaleCheck.ofData(IAF.builder().dimension(2).build(), large)).isPresent();
    assertThat(ScaleCheck.ofData(MAF.builder().dimension(2).standardize().build(), large))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"290, 5", "15, 0.5", "1, 0.0172", "0, 1000", "0, 1e-4", "1013, 0"})
  void contextIsCheckedWhereItIsRaw(double mean, double deviation) {
    Dataset data = withContext(mean, deviation);
    for (ModelSpec raw :
        new ModelSpec[] {
          RealNVP.builder().dimension(2).context(2).rawContext().build(),
          MAF.builder().dimension(2).context(2).rawContext().embedding(4).standardize().build(),
          VAE.builder().dimension(2).context(2).rawContext().build()
        }) {
      assertThat(ScaleCheck.ofContext(raw, data))
          .hasValueSatisfying(
              text ->
                  assertThat(text)
                      .startsWith("networks see the context as it is, but its column 1 has mean ")
                      .contains("build the model without rawContext()"));
    }
    assertThat(ScaleCheck.ofContext(RealNVP.builder().dimension(2).context(2).build(), data))
        .isEmpty();
  }

  @Test
  void autoencodersOfVectorsAreWarned() {
    VAE.Builder vae = VAE.builder().dimension(2);
    assertThat(ScaleCheck.ofData(vae.build(), UNIT)).isEmpty();
    assertThat(ScaleCheck.ofData(vae.build(), column(290, 5)))
        .hasValue(
            "encoder and decoder see the data as they are, but column 1 has mean 290 and standard"
                + " deviation 5.00; subtract the means of such columns, and divide by their standard"
                + " deviations s (log-densities in the old units are then Σ log s smaller)");
    assertThat(ScaleCheck.ofData(VAE.builder().image(4, 4).build(), Fixtures.images(20, 1)))
        .isEmpty();
  }

  @Test
  void preprocessingTakesCareOfTheScale() {
    Dataset images = Fixtures.images(20, 1);
    assertThat(ScaleCheck.ofData(Fixtures.imageFlow(), images)).isEmpty();
    assertThat(ScaleCheck.ofData(RealNVP.builder().image(4, 4).noPreprocessing().build(), images))
        .isPresent();
  }

  /** The noise of dequantization has a spread of its own. */
  @Test
  void darkPixelsAreNotConstant() {
    FlowSpec images = RealNVP.builder().image(1, 2).noPreprocessing().build();
    float[][] dark = {{0, 0}, {1, 0}};
    assertThat(ScaleCheck.ofData(images, Dataset.of(dark))).isEmpty();
    assertThat(ScaleCheck.ofData(images, Dataset.of(new float[][] {{0, 255}, {1, 255}})))
        .hasValueSatisfying(text -> assertThat(text).contains("column 1", "call standardize()"));
  }
}
