package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.AnomalyThreshold;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.Evaluation;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Standardization;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingReport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values that float32 holds and cannot compute with, such as the fill values of netCDF and of
 * others who mark missing values by the largest number: densities are −∞ and never NaN, whatever
 * else is asked is refused, and the row is named.
 */
class OverflowTest {

  private static final float[] FILL_VALUES = {
    9.96921e36f, Float.MAX_VALUE, -Float.MAX_VALUE, 1e30f, 1e20f
  };

  private static final double NONE = Double.NEGATIVE_INFINITY;

  private static final Training ONE_EPOCH = Fixtures.quick(1).quiet().build();

  /** Every row has one fill value; the last row has none. */
  private static float[][] rows() {
    float[][] rows = new float[2 * FILL_VALUES.length + 1][2];
    for (int i = 0; i < FILL_VALUES.length; i++) {
      rows[2 * i] = new float[] {FILL_VALUES[i], 0};
      rows[2 * i + 1] = new float[] {0.5f, FILL_VALUES[i]};
    }
    return rows;
  }

  private static Dataset moons() {
    return Fixtures.moons(60, 1);
  }

  private static Dataset withValue(Dataset data, int row, int column, float value) {
    float[][] rows = data.toArray();
    rows[row][column] = value;
    return Dataset.of(rows);
  }

  static List<FlowSpec> flows() {
    return List.of(
        RealNVP.builder().dimension(2).couplings(4).hidden(8).build(),
        RealNVP.builder().dimension(2).couplings(2).hidden(8).standardize().build(),
        RealNVP.builder().dimension(2).couplings(2).hidden(8).batchNorm().build(),
        RealNVP.builder().dimension(2).couplings(2).hidden(8).base(Base.studentT(3)).build(),
        RealNVP.builder()
            .dimension(2)
            .couplings(2)
            .hidden(8)
            .base(Base.mixtureOfNormals(3))
            .build(),
        NeuralSplineFlow.builder().dimension(2).couplings(2).bins(4).hidden(8).build(),
        NeuralSplineFlow.builder().dimension(2).couplings(2).bins(4).hidden(8).marginals().build(),
        MAF.builder().dimension(2).layers(2).hidden(8).build(),
        IAF.builder().dimension(2).layers(2).hidden(8).build());
  }

  @ParameterizedTest
  @MethodSource("flows")
  void rowsFarAwayHaveNoDensity(FlowSpec spec) {
    float[][] rows = rows();
    double[] expected = new double[rows.length - 1];
    Arrays.fill(expected, NONE);
    try (FlowModel flow = Models.create(spec)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.fit(moons(), validatedBy(withValue(moons(), 7, 1, 9.96921e36f))))
          .withMessage(
              "the validation data must be values that float32 can square, up to 1.8e19, where the first"
                  + " network sees them, but row 7, column 1 is 9.96921E36; remove or impute it, or"
                  + " rescale the column");
      flow.fit(moons(), ONE_EPOCH);
      double[] logProb = flow.distribution().logProb(rows);
      assertThat(logProb).startsWith(expected);
      assertThat(logProb[rows.length - 1]).isFinite();
      assertThat(flow.logProb(Dataset.of(rows))).containsExactly(logProb);
      Evaluation evaluation = flow.evaluate(Dataset.of(rows));
      assertThat(evaluation.logLikelihood()).isEqualTo(NONE);
      assertThat(evaluation.impossibleRows()).isEqualTo(rows.length - 1);
      AnomalyThreshold threshold =
          AnomalyThreshold.of(flow.distribution().logProb(moons().toArray()), 0.1);
      assertThat(Arrays.stream(expected)).allMatch(threshold::isAnomaly);
    }
  }

  /** The logistic density falls off like exp(−|z|), which double holds. */
  @Test
  void heavyTailsMayHaveADensity() {
    FlowSpec spec = RealNVP.builder().dimension(2).couplings(2).base(Base.logistic()).build();
    try (FlowModel flow = Models.create(spec)) {
      double[] logProb = flow.distribution().logProb(new float[][] {{1e20f, 0}, {0, -1e30f}});
      assertThat(logProb[0]).isCloseTo(-1e20, within(1e15));
      assertThat(logProb[1]).isCloseTo(-1e30, within(1e25));
      assertThat(flow.distribution().logProb(rows())).doesNotContain(Double.NaN);
    }
  }

  /** Nothing of it is trained, so nothing can diverge, and such a row has a density. */
  @Test
  void aFlowWithoutWeightsTakesThem() {
    FlowSpec spec =
        new FlowSpec(
            EventShape.vector(2),
            Context.none(),
            Dequantization.none(),
            List.of(new Standardization()),
            Base.logistic());
    Dataset far = withValue(moons(), 7, 1, 1e25f);
    try (FlowModel flow = Models.create(spec)) {
      flow.fit(moons(), validatedBy(far));
      assertThat(flow.evaluate(far).logLikelihood()).isFinite();
    }
  }

  @Test
  void afterAFixedTransformAsWell() {
    FlowSpec spec =
        new FlowSpec(
            EventShape.vector(2),
            Context.none(),
            Dequantization.none(),
            List.of(FixedAffine.of(0, 3e38)),
            Base.normal());
    float[][] rows = {{Float.MAX_VALUE, 0}, {-Float.MAX_VALUE, 1}};
    try (FlowModel flow = Models.create(spec)) {
      Evaluation evaluation = flow.evaluate(Dataset.of(rows));
      assertThat(evaluation.impossibleRows()).isZero();
      assertThat(evaluation.logLikelihood())
          .isEqualTo(Arrays.stream(flow.distribution().logProb(rows)).sum() / 2)
          .isFinite();
    }
  }

  @Test
  void underEveryClassTheyHaveNoneEither() {
    FlowSpec spec = RealNVP.builder().dimension(2).couplings(2).hidden(8).conditional(2).build();
    float[][] rows = {{0, 0}, {1e20f, 0}, {0, 9.96921e36f}};
    try (FlowModel flow = Models.create(spec)) {
      flow.fit(moons(), ONE_EPOCH);
      double[] marginal = flow.marginalLogProb(rows);
      assertThat(marginal[0]).isFinite();
      assertThat(marginal).endsWith(NONE, NONE);
      assertThat(flow.classify(new float[][] {rows[0]})).hasSize(1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.classify(rows))
          .withMessage(
              "a row must have a density to be classified, but log p of row 1 is -Infinity under all 2"
                  + " classes; it lies so far away that float32 overflows: remove or impute it");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void underAContextFarAwayNothingHas(boolean standardized) {
    RealNVP.Builder builder = RealNVP.builder().dimension(2).couplings(2).hidden(8).context(1);
    Dataset data = moons();
    float[][] context = new float[data.rows()][];
    for (int i = 0; i < context.length; i++) {
      context[i] = new float[] {data.row(i)[0]};
    }
    try (FlowModel flow = Models.create((standardized ? builder : builder.rawContext()).build())) {
      flow.fit(data.withContext(context), ONE_EPOCH);
      for (float value : FILL_VALUES) {
        Distribution given = flow.given(new float[] {value});
        assertThat(given.logProb(new float[][] {{0, 0}, {1, 1}})).doesNotContain(Double.NaN);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  flow.given(new float[][] {{0}, {Float.MAX_VALUE}})
                      .toNoise(new float[][] {{0, 0}, {1, 1}}))
          .withMessageContaining("that for row 1 has ");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.given(new float[][] {{0}, {0}, {Float.MAX_VALUE}}).sample(3))
          .withMessageContaining("that for row 2 has ");
    }
  }

  @Test
  void answersThatFloat32CannotHoldAreRefused() {
    FlowSpec spec =
        new FlowSpec(
            EventShape.vector(2),
            Context.none(),
            Dequantization.none(),
            List.of(FixedAffine.of(0, 1e-10)),
            Base.normal());
    try (FlowModel flow = Models.create(spec)) {
      assertThat(flow.distribution().toNoise(new float[][] {{0, 1}})[0]).containsExactly(0, 1e10f);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.distribution().toNoise(new float[][] {{0, 1}, {0, -1e30f}}))
          .withMessage(
              "answers must be numbers that float32 can hold, but that for row 1 has -Infinity in column 1;"
                  + " a row, noise or context lies too far from what the model was trained on: remove or"
                  + " impute it, or draw at a lower temperature");
    }
  }

  /** One draw of 2000 is beyond float32; at a lower temperature none is. */
  @Test
  void samplesThatFloat32CannotHoldAreRefused() {
    FlowSpec spec =
        new FlowSpec(
            EventShape.vector(1),
            Context.none(),
            Dequantization.none(),
            List.of(FixedAffine.of(0, 1.2e38)),
            Base.normal());
    try (FlowModel flow = Models.create(spec)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.distribution().sample(2000, 1))
          .withMessageContaining("Infinity in column 0;")
          .withMessageEndingWith("or draw at a lower temperature");
      assertThat(flow.distribution().sample(2000, 1, 0.5)).hasDimensions(2000, 1);
    }
  }

  static List<FlowSpec> fitted() {
    return List.of(
        RealNVP.builder().dimension(2).couplings(2).hidden(8).build(),
        RealNVP.builder().dimension(2).couplings(2).hidden(8).standardize().build());
  }

  @ParameterizedTest
  @MethodSource("fitted")
  void aFitThatIsRefusedLeavesTheModelAsItWas(FlowSpec spec) {
    Dataset data = moons();
    Training refused = validatedBy(withValue(data, 7, 1, 9.96921e36f));
    try (FlowModel flow = Models.create(spec);
        FlowModel untouched = Models.create(spec)) {
      assertThatIllegalArgumentException().isThrownBy(() -> flow.fit(data, refused));
      assertSameAnswers(flow, untouched);
      flow.fit(data, ONE_EPOCH);
      untouched.fit(data, ONE_EPOCH);
      assertSameAnswers(flow, untouched);
      assertThatIllegalArgumentException().isThrownBy(() -> flow.fit(data, refused));
      assertSameAnswers(flow, untouched);
    }
  }

  private static Training validatedBy(Dataset rows) {
    return ONE_EPOCH.toBuilder().validation(rows).build();
  }

  private static void assertSameAnswers(FlowModel flow, FlowModel other) {
    float[][] rows = {{0.5f, 0.25f}, {-1, 2}};
    double[] expected;
    try {
      expected = other.distribution().logProb(rows);
    } catch (IllegalStateException notFitted) {
      assertThatIllegalStateException()
          .isThrownBy(() -> flow.distribution().logProb(rows))
          .withMessage(notFitted.getMessage());
      return;
    }
    assertThat(flow.distribution().logProb(rows)).containsExactly(expected);
  }

  @Test
  void trainingRowsAreNamedBeforeTheFirstStep() {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      for (float value : FILL_VALUES) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> flow.fit(withValue(moons(), 3, 0, value), ONE_EPOCH))
            .withMessageStartingWith("the training data must be values that float32 can square")
            .withMessageContaining("but row 3, column 0 is " + value + ";");
      }
    }
  }

  /** A fill value that is a part of mean and deviation fits them, and nothing else does. */
  @Test
  void standardizedFillValuesAreWarnedOf() {
    FlowSpec spec = RealNVP.builder().dimension(2).couplings(2).hidden(8).standardize().build();
    try (FlowModel flow = Models.create(spec)) {
      assertThat(Warnings.during(() -> flow.fit(withValue(moons(), 3, 0, 9.96921e36f), ONE_EPOCH)))
          .filteredOn(line -> line.contains("row 3, column 0 of the training data is 9.96921E36"))
          .hasSize(1);
    }
    try (FlowModel flow = Models.create(spec)) {
      float[][] rows = moons().toArray();
      for (float[] row : rows) {
        row[0] = 1e30f * (1 + 0.1f * row[0]); // the mass of stars in kilograms
      }
      rows[5][0] = 0; // of none
      assertThat(Warnings.during(() -> flow.fit(Dataset.of(rows), ONE_EPOCH)))
          .noneMatch(line -> line.contains("missing"));
      assertThat(flow.logProb(Dataset.of(rows))).doesNotContain(NONE);
    }
  }

  @Test
  void contextsAreNamedAsWell() {
    Dataset data = moons();
    float[][] context = new float[data.rows()][1];
    float[][] filled = new float[data.rows()][1];
    for (int i = 0; i < context.length; i++) {
      context[i][0] = data.row(i)[0];
      filled[i][0] = i == 5 ? 1e30f : context[i][0];
    }
    RealNVP.Builder builder = RealNVP.builder().dimension(2).couplings(2).hidden(8).context(1);
    try (FlowModel flow = Models.create(builder.build())) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  flow.fit(
                      data.withContext(context),
                      ONE_EPOCH.toBuilder().validation(data.withContext(filled)).build()))
          .withMessageStartingWith("the context of the validation data must be values")
          .withMessageContaining("but the context of row 5, column 0 is 1.0E30;");
      assertThat(Warnings.during(() -> flow.fit(data.withContext(filled), ONE_EPOCH)))
          .filteredOn(
              line ->
                  line.contains("the context of row 5, column 0 of the training data is 1.0E30"))
          .hasSize(1);
    }
    try (FlowModel flow = Models.create(builder.rawContext().build())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.fit(data.withContext(filled), ONE_EPOCH))
          .withMessageStartingWith("the context of the training data must be values");
    }
  }

  /**
   * Nothing that is fitted or fixed at the start overflows here, so the row is met after the epoch.
   */
  @Test
  void aValidationRowWithoutDensityIsNoEnd(@TempDir Path directory) {
    FlowSpec spec =
        new FlowSpec(
            EventShape.vector(2),
            Context.none(),
            Dequantization.none(),
            List.of(
                new AffineCoupling(Mask.keeping(0), Conditioner.mlp(Activation.RELU, 8), 2),
                FixedAffine.of(0, 1e-3)),
            Base.normal());
    Training training =
        Fixtures.quick(2)
            .quiet()
            .validation(withValue(moons(), 9, 0, 1e17f))
            .checkpoints(Checkpoints.in(directory))
            .build();
    try (FlowModel flow = Models.create(spec);
        FlowModel resumed = Models.create(spec)) {
      TrainingReport[] report = new TrainingReport[1];
      assertThat(Warnings.during(() -> report[0] = flow.fit(moons(), training)))
          .filteredOn(line -> line.contains("validation"))
          .satisfiesExactly(
              row -> assertThat(row).contains("row 9 of the validation data has log p = -Infinity"),
              last -> assertThat(last).endsWith("are those of the last one, epoch 2"));
      assertThat(report[0].epochs())
          .allMatch(epoch -> epoch.validationLoss().getAsDouble() == Double.POSITIVE_INFINITY);
      assertThat(report[0].bestEpoch()).isEqualTo(2);
      Training again =
          training.toBuilder().checkpoints(Checkpoints.in(directory).resumed()).build();
      assertThat(resumed.fit(moons(), again).epochs()).isEqualTo(report[0].epochs());
      assertSameAnswers(resumed, flow);
    }
  }

  static List<VaeSpec> autoencoders() {
    VAE.Builder builder = VAE.builder().dimension(2).latent(2).hidden(8);
    return List.of(
        builder.likelihood(Likelihood.normal(0.5)).build(),
        builder.likelihood(new Likelihood.LearnedNormal()).build(),
        builder.conditional(2).build(),
        builder
            .prior(RealNVP.builder().dimension(2).couplings(2).hidden(8).conditional(2).build())
            .build());
  }

  @ParameterizedTest
  @MethodSource("autoencoders")
  void autoencodersKeepTheSameRules(VaeSpec spec) {
    float[][] rows = rows();
    Dataset data = moons();
    try (VaeModel vae = Models.create(spec)) {
      for (float value : FILL_VALUES) {
        assertThatIllegalArgumentException()
            .isThrownBy(
                () ->
                    vae.fit(
                        withValue(data, 3, 0, value).withLabels(labels(data.rows())), ONE_EPOCH))
            .withMessageContaining("but row 3, column 0 is " + value + ";");
      }
      vae.fit(data, ONE_EPOCH);
      VaeDistribution given =
          spec.context().classes() > 0 ? vae.given(labels(rows.length)) : vae.distribution();
      double[] logProb = given.logProb(rows, 5, 1);
      double[] bounds = given.elbo(rows, 5, 1).values();
      for (int i = 0; i < rows.length - 1; i++) {
        assertThat(logProb[i]).as("log p of row %s", i).isEqualTo(NONE);
        assertThat(bounds[i]).as("bound of row %s", i).isEqualTo(NONE);
      }
      assertThat(logProb[rows.length - 1]).isFinite();
      assertThat(bounds[rows.length - 1]).isFinite();
      Evaluation evaluation = vae.evaluate(Dataset.of(rows).withLabels(labels(rows.length)), 5);
      assertThat(evaluation.impossibleRows()).isEqualTo(rows.length - 1);
    }
  }

  private static int[] labels(int count) {
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % 2);
    return labels;
  }
}
