package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake is an exception that says what was expected, what came, and what to do. */
class BadInputTest {

  private static final Training TRAINING = Fixtures.quick(1).build();
  private static FlowModel plain;
  private static FlowModel labelled;
  private static FlowModel vectors;
  private static FlowModel image;
  private static final List<VaeModel> autoencoders = new ArrayList<>();

  @BeforeAll
  static void create() {
    plain = Models.create(Fixtures.moonsFlow());
    labelled =
        Models.create(RealNVP.builder().dimension(2).couplings(2).hidden(8).conditional(2).build());
    vectors =
        Models.create(RealNVP.builder().dimension(2).couplings(2).hidden(8).context(3).build());
    image = Models.create(Fixtures.imageFlow());
    for (Likelihood likelihood :
        List.of(Likelihood.bernoulli(), Likelihood.normal(), Likelihood.discretizedLogistic())) {
      autoencoders.add(
          Models.create(
              VAE.builder().image(4, 4).latent(2).hidden(8).likelihood(likelihood).build()));
    }
  }

  @AfterAll
  static void close() {
    plain.close();
    labelled.close();
    vectors.close();
    image.close();
    autoencoders.forEach(VaeModel::close);
  }

  @Test
  void aRowOfTheWrongWidth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.distribution().logProb(new float[][] {{1, 2}, {1, 2, 3}}))
        .withMessage("rows must have 2 values, but row 1 has 3; the model was built for [2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.distribution().toData(new float[][] {{1}}))
        .withMessage("rows must have 2 values, but row 0 has 1; the model was built for [2]");
    Dataset wide = Dataset.of(new float[][] {{1, 2, 3}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.fit(wide, TRAINING))
        .withMessage(
            "the training data must have 2 values per row, but has 3; the model was built for [2]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> plain.fit(Fixtures.moons(10, 1), Fixtures.quick(1).validation(wide).build()))
        .withMessage(
            "the validation data must have 2 values per row, but has 3; the model was built for [2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.evaluate(wide))
        .withMessage(
            "the data set must have 2 values per row, but has 3; the model was built for [2]");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aValueThatIsNotFinite(float value) {
    float[][] rows = {{0, 0}, {0, value}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.distribution().logProb(rows))
        .withMessage(
            "values must be finite, but row 1, column 1 is " + value + "; remove or impute it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.distribution().toData(rows))
        .withMessage(
            "noise must be finite, but row 1, column 1 is "
                + value
                + "; draw it from the base distribution");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vectors.given(new float[][] {{0, value, 0}}))
        .withMessage(
            "context must be finite, but row 0, column 1 is " + value + "; remove or impute it");
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 256, 12.5f, 0.2f})
  void aPixelThatIsNoGreyLevel(float value) {
    float[] row = new float[16];
    row[3] = value;
    float[][] rows = {row};
    Dataset data = Dataset.of(rows);
    String message =
        "values must be whole numbers 0 to 255, but row 0, column 3 is "
            + value
            + "; grey levels are never scaled: round yours, and multiply them by 255 first if they lie in 0"
            + " to 1";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> image.fit(data, TRAINING))
        .withMessage(message);
    for (VaeModel autoencoder : autoencoders) {
      List<ThrowingCallable> calls =
          List.of(
              () -> autoencoder.fit(data, TRAINING),
              () ->
                  autoencoder.fit(
                      Fixtures.images(10, 1), Fixtures.quick(1).validation(data).build()),
              () -> autoencoder.evaluate(data, 2),
              () -> autoencoder.elbo(data, 2),
              () -> autoencoder.distribution().logProb(rows, 2),
              () -> autoencoder.distribution().elbo(rows, 2, 0),
              () -> autoencoder.distribution().encode(rows),
              () -> autoencoder.distribution().reconstruct(rows));
      assertThat(calls)
          .as("%s", autoencoder)
          .allSatisfy(
              call -> assertThatIllegalArgumentException().isThrownBy(call).withMessage(message));
    }
  }

  /** What the message tells to do with means of a decoder. */
  @Test
  void meansOfADecoderAreRowsOnceTheyAreRounded() {
    for (VaeModel autoencoder : autoencoders) {
      VaeDistribution p = autoencoder.distribution();
      float[][] means = p.sampleMeans(5);
      for (float[] mean : means) {
        for (int j = 0; j < mean.length; j++) {
          mean[j] = Math.min(255, Math.max(0, Math.round(mean[j])));
        }
      }
      assertThat(p.reconstruct(means)).hasDimensions(5, 16);
    }
  }

  /** Of other scales there are levels as well. */
  @Test
  void aLevelOfAnotherScale() {
    FlowSpec spec =
        new FlowSpec(
            EventShape.vector(1),
            Context.none(),
            Dequantization.uniform(16),
            ImmutableList.of(),
            Base.normal());
    try (FlowModel flow = Models.create(spec)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.distribution().logProb(new float[][] {{0.5f}}))
          .withMessage(
              "values must be whole numbers 0 to 15, but row 0, column 0 is 0.5; grey levels are never"
                  + " scaled: round yours, and multiply them by 15 first if they lie in 0 to 1");
    }
  }

  @Test
  void aValueOutsideTheIntervalOfALogit() {
    try (FlowModel flow =
        Models.create(RealNVP.builder().dimension(2).hidden(8).logit(0.05).build())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.distribution().logProb(new float[][] {{0, 1.5f}}))
          .withMessage("values must be 0.0 to 1.0, but row 0, column 1 is 1.5; rescale the data");
    }
  }

  /** The double nearest to 0.3f lies above 0.3: bounds are compared in float32, like the data. */
  @Test
  void theEndsOfTheIntervalOfALogitAreInside() {
    FlowSpec spec =
        new FlowSpec(
            EventShape.vector(1),
            Context.none(),
            Dequantization.none(),
            ImmutableList.of(new Logit(0.05, 0.1, 0.3)),
            Base.normal());
    try (FlowModel flow = Models.create(spec)) {
      assertThat(flow.distribution().logProb(new float[][] {{0.1f}, {0.3f}})).hasSize(2);
      float[][] ends = flow.distribution().toData(new float[][] {{-50}, {50}});
      assertThat(flow.distribution().logProb(ends)).hasSize(2);
    }
  }

  @Test
  void aLabelOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labelled.given(2))
        .withMessage("label must be 0 to 1, but was 2; the model is conditional on 2 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labelled.given(new int[] {0, -1}))
        .withMessage(
            "label must be 0 to 1, but was -1 in row 1; the model is conditional on 2 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                labelled.fit(
                    Dataset.of(new float[][] {{1, 2}}).withLabels(new int[] {7}), TRAINING))
        .withMessage(
            "label must be 0 to 1, but was 7 in row 0; the model is conditional on 2 classes");
  }

  @Test
  void contextThatIsMissing() {
    Dataset bare = Dataset.of(new float[][] {{1, 2}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labelled.fit(bare, TRAINING))
        .withMessage(
            "this model is conditional on 2 classes, but the data set has no labels; add withLabels(...)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vectors.evaluate(bare))
        .withMessage(
            "this model is conditional on vectors of 3 numbers, but the data set's context has 0;"
                + " add withContext(...)");
    assertThatIllegalStateException()
        .isThrownBy(() -> labelled.distribution().sample(1))
        .withMessage(
            "this model is conditional on 2 classes; call given(...) first, or use a data set with labels");
    assertThatIllegalStateException()
        .isThrownBy(() -> vectors.distribution().logProb(new float[][] {{1, 2}}));
  }

  @Test
  void contextThatIsSuperfluousOrOfTheOtherKind() {
    assertThatIllegalStateException()
        .isThrownBy(() -> plain.given(1))
        .withMessage(
            "this model is not conditional: ask distribution(), or build it with conditional(classes)");
    assertThatIllegalStateException()
        .isThrownBy(() -> plain.given(new float[][] {{1}}))
        .withMessage(
            "this model is not conditional: ask distribution(), or build it with context(width)");
    assertThatIllegalStateException()
        .isThrownBy(() -> vectors.given(1))
        .withMessage(
            "this model is conditional on vectors of 3 numbers, not on classes; call given(float[][])");
    assertThatIllegalStateException()
        .isThrownBy(() -> labelled.given(new float[][] {{1, 2, 3}}))
        .withMessage("this model is conditional on 2 classes, not on vectors; call given(label)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vectors.given(new float[][] {{1, 2}}))
        .withMessage(
            "context must be 3 numbers wide, but row 0 has 2; the model was built with context(3)");
  }

  @Test
  void asManyRowsAsConditions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labelled.given(new int[] {0, 1}).sample(3))
        .withMessage(
            "given(...) named 2 labels or contexts, so there must be as many rows, but were 3;"
                + " use one label or vector, given(label) or given(vector), for any number of rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labelled.given(new int[] {0, 1}).logProb(new float[][] {{0, 0}}));
    assertThat(labelled.given(new int[] {0, 1}).sample(2)).hasNumberOfRows(2);
  }

  @Test
  void aNetworkTooLarge() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Models.create(
                    RealNVP.builder().dimension(2).couplings(1).hidden(100_000, 100_000).build()))
        .withMessage(
            "a variable must have at most 2147483639 values, but 00_affine_coupling/hidden1/weights would have"
                + " 10000000000; use fewer dimensions or smaller layers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Models.create(VAE.builder().dimension(2).latent(2147483647).build()))
        .withMessageContaining("a variable must have at most 2147483639 values, but encoder/");
  }

  @Test
  void anEmptyDataSetOrBatch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(new float[0][]))
        .withMessageContaining("a data set must have at least 1 row, but had 0");
    assertThat(plain.distribution().logProb(new float[0][])).isEmpty();
    assertThat(plain.distribution().toNoise(new float[0][])).isEmpty();
  }

  @Test
  void samplesThatCannotBeDrawn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.distribution().sample(0))
        .withMessage("count must be at least 1, but was 0; ask for one sample or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.distribution().sample(1, 0, -0.5))
        .withMessage(
            "temperature must be at least 0 and finite, but was -0.5; 1 samples the model");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.distribution().sample(1, 0, Double.NaN));
  }

  @Test
  void aModelWhoseStatisticsAreNotFitted() {
    String message =
        "the statistics of transform 0 (Marginals[levels=256]) are not fitted yet; call fit(...), or load a"
            + " trained model";
    float[][] rows = {new float[16]};
    assertThatIllegalStateException()
        .isThrownBy(() -> image.distribution().logProb(rows))
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> image.distribution().sample(1))
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> image.distribution().toNoise(rows))
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> image.distribution().toData(rows))
        .withMessage(message);
  }

  @Test
  void aClosedModel() {
    FlowModel flow = Models.create(Fixtures.moonsFlow());
    flow.close();
    flow.close();
    String message = "this model is closed; create or load another one";
    assertThatIllegalStateException()
        .isThrownBy(() -> flow.distribution().logProb(new float[][] {{0, 0}}))
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> flow.distribution().sample(1))
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> flow.fit(Fixtures.moons(10, 1), TRAINING))
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> flow.save(Path.of("nowhere")))
        .withMessage(message);
    assertThatIllegalStateException().isThrownBy(flow::parameterCount).withMessage(message);
  }

  @Test
  void contextThatNoLayerWouldRead() {
    Dataset data = Fixtures.moons(2, 1).withContext(new float[][] {{1}, {2}});
    for (FlowModel model : new FlowModel[] {plain, labelled}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.logProb(data))
          .withMessage(
              "this model takes no vectors of context, but the data set has some of width 1; build the model"
                  + " with context(1), or leave out withContext(...)");
    }
  }

  @Test
  void labelsOfDataAreIgnoredByAModelWithoutContext() {
    Dataset data = Fixtures.moons(10, 1);
    double[] own = plain.distribution().logProb(data.toArray());
    assertThat(plain.logProb(data)).containsExactly(own);
    assertThat(Arrays.stream(own)).allMatch(Double::isFinite);
  }
}
