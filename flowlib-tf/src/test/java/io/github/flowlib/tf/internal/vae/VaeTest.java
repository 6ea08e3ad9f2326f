package io.github.flowlib.tf.internal.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.json.SpecJson;
import io.github.flowlib.model.Elbo;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.Likelihood.Binarization;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Variational autoencoders on small images of three classes. */
class VaeTest {

  private static final Dataset TRAIN = Fixtures.images(2000, 1);
  private static final Dataset TEST = Fixtures.images(200, 2);

  @TempDir private Path directory;

  private static VaeModel vae;
  private static TrainingReport report;

  private static VAE.Builder small() {
    return VAE.builder().image(4, 4).latent(3).hidden(24, 24).conditional(3);
  }

  /** A prior. */
  private static RealNVP.Builder flow() {
    return RealNVP.builder().dimension(3).couplings(2).hidden(8);
  }

  /** A mean and a deviation for every label. */
  private static FlowSpec learnedPerLabel() {
    return new FlowSpec(
        EventShape.vector(3),
        Context.classes(3),
        Dequantization.none(),
        ImmutableList.of(),
        Base.conditionalNormal());
  }

  @BeforeAll
  static void train() {
    vae = Models.create(small().build(), 3);
    report = vae.fit(TRAIN, Fixtures.quick(20).validation(TEST).build());
  }

  @AfterAll
  static void close() {
    vae.close();
  }

  static Stream<VaeSpec> likelihoods() {
    return Stream.of(
        small().build(),
        small().likelihood(Likelihood.bernoulli(Binarization.STATIC)).build(),
        small().likelihood(Likelihood.normal()).build(),
        small().likelihood(Likelihood.normal(0.2)).build(),
        small().likelihood(Likelihood.discretizedLogistic()).build(),
        small().importanceSamples(5).build(),
        small().beta(0.5).klWarmup(30).build(),
        small().importanceSamples(3).beta(2).klWarmup(10).build(),
        small().prior(flow().conditional(3).build()).build(),
        small().prior(flow().build()).importanceSamples(3).build(),
        small().prior(learnedPerLabel()).build());
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void everyKindLearnsAndIsReadBackBitForBit(VaeSpec spec) throws IOException {
    assertThat(SpecJson.read(SpecJson.write(spec))).isEqualTo(spec);
    try (VaeModel model = Models.create(spec, 1)) {
      double before = mean(model.elbo(TEST, 1).values());
      TrainingReport history = model.fit(TRAIN, Fixtures.quick(4).validation(TEST).build());
      double after = mean(model.elbo(TEST, 1).values());
      assertThat(after).isGreaterThan(before);
      assertThat(history.epochs()).hasSize(4);
      double tighter = model.evaluate(TEST, 50).logLikelihood();
      assertThat(tighter).isGreaterThan(after);
      for (float[] row : model.given(TEST.labels()).sample(TEST.rows(), 3)) {
        assertThat(row).hasSize(16).doesNotContain(Float.NaN);
      }
      Path file = directory.resolve("model");
      model.save(file);
      try (VaeModel loaded = Models.loadVae(file)) {
        assertThat(loaded.spec()).isEqualTo(spec);
        assertThat(loaded.given(1).sample(3)).isDeepEqualTo(model.given(1).sample(3));
        assertThat(loaded.evaluate(TEST, 3)).isEqualTo(model.evaluate(TEST, 3));
      }
    }
  }

  @Test
  void aFlowThatIsTheStandardNormalIsThatPrior() {
    FlowSpec normal =
        new FlowSpec(
            EventShape.vector(3),
            Context.none(),
            Dequantization.none(),
            ImmutableList.of(),
            Base.normal());
    try (VaeModel closed = Models.create(small().build(), 4);
        VaeModel sampled = Models.create(small().prior(normal).build(), 4)) {
      assertThat(sampled.logProb(TEST, 30)).containsExactly(closed.logProb(TEST, 30), within(1e-5));
      Elbo exact = closed.elbo(TEST, 3000);
      Elbo estimate = sampled.elbo(TEST, 3000);
      assertThat(mean(estimate.kl())).isCloseTo(mean(exact.kl()), within(0.01));
      assertThat(estimate.values()).containsExactly(estimate.jointValues(), within(1e-9));
      assertThat(sampled.given(1).sample(5, 7)).isDeepEqualTo(closed.given(1).sample(5, 7));
    }
  }

  @Test
  void aPriorThatIsAFlowFollowsItsLabel() {
    VaeSpec spec = small().prior(flow().conditional(3).build()).build();
    try (VaeModel model = Models.create(spec, 2)) {
      assertThat(model.parameterCount())
          .isEqualTo(vae.parameterCount() + (5 * 8 + 8 + 8 * 2 + 2) + (4 * 8 + 8 + 8 * 4 + 4));
      model.fit(TRAIN, Fixtures.quick(20).build());
      double learned = model.evaluate(TEST, 200).logLikelihood();
      assertThat(learned).isGreaterThan(vae.evaluate(TEST, 200).logLikelihood());
    }
  }

  @Test
  void bothFormsOfTheBoundAgree() {
    Elbo elbo = vae.elbo(TEST, 4000);
    double[] spread = new double[TEST.rows()];
    for (int i = 0; i < TEST.rows(); i++) {
      spread[i] = elbo.jointValues()[i] - elbo.values()[i];
      assertThat(spread[i]).isCloseTo(0, within(0.25));
      assertThat(elbo.kl()[i]).isGreaterThanOrEqualTo(0);
    }
    assertThat(mean(spread)).isCloseTo(0, within(0.02));
  }

  @Test
  void validationIsTheBoundOfTheSameRows() {
    assertThat(report.epochs().get(report.bestEpoch() - 1).validationLoss().orElseThrow())
        .isCloseTo(-mean(vae.elbo(TEST, 200).values()), within(0.3));
  }

  @Test
  void aRowsResultDoesNotDependOnItsNeighboursNorOnItsPlace() {
    float[][] rows = TEST.head(30).toArray();
    double[] all = vae.given(1).logProb(rows, 7, 5);
    float[][] reversed = rows.clone();
    java.util.Collections.reverse(Arrays.asList(reversed));
    double[] backwards = vae.given(1).logProb(reversed, 7, 5);
    double[] alone = vae.given(1).logProb(new float[][] {rows[3]}, 7, 5);
    assertThat(alone[0]).isCloseTo(all[3], within(1e-4));
    assertThat(backwards[26]).isCloseTo(all[3], within(1e-4));
    assertThat(vae.given(1).logProb(rows, 7, 6)[3]).isNotEqualTo(all[3]);
  }

  @Test
  void manySamplesRunInPartsThatGiveOneAnswer() {
    // 4 × 4 pixels: 2²² / 16 = 262 144 samples fit into a run.
    double[] once = vae.given(1).logProb(TEST.head(1).toArray(), 262_144, 1);
    double[] twice = vae.given(1).logProb(TEST.head(1).toArray(), 400_000, 1);
    assertThat(twice[0]).isCloseTo(once[0], within(0.02));
  }

  @Test
  void imagesOfALabelLookLikeIt() {
    for (int label = 0; label < 3; label++) {
      double ink = 0;
      int inked = 0;
      for (float[] row : vae.given(label).sampleMeans(200, 5)) {
        for (int j = 0; j < row.length; j++) {
          if ((j / 4 + label) % 3 != 0) {
            ink += row[j];
            inked++;
          }
        }
      }
      // A mean of bits is the mean of the grey levels: 80 + 60 · label plus 0 to 39.
      assertThat(ink / inked).isCloseTo(99.5 + 60 * label, within(15.0));
    }
  }

  @Test
  void generateGivesOneImagePerLabelInOrder() {
    float[][] images = vae.sampleMeansEach(2, 0, 2);
    assertThat(images).hasDimensions(3, 16);
    assertThat(images[0]).isNotEqualTo(images[2]); // the same label, another z
    assertThat(images).isDeepEqualTo(vae.given(new int[] {2, 0, 2}).sampleMeans(3));
    assertThat(vae.sampleMeansEach()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.sampleMeansEach(0, 3))
        .withMessageContaining("label must be 0 to 2, but was 3 in row 1");
  }

  @Test
  void everyChunkOfSamplesHasLatentsOfItsOwn() {
    float[][] means = vae.given(1).sampleMeans(2000);
    assertThat(means[1000]).isNotEqualTo(means[0]);
  }

  @Test
  void drawsOfABernoulliAreBlackOrWhite() {
    Set<Float> values = new HashSet<>();
    for (float[] row : vae.given(1).sample(50)) {
      for (float value : row) {
        values.add(value);
      }
    }
    assertThat(values).containsExactlyInAnyOrder(0f, 255f);
  }

  @Test
  void reconstructionsResembleTheirImages() {
    float[][] rows = TEST.head(100).toArray();
    float[][] back = vae.given(TEST.head(100).labels()).reconstruct(rows);
    double error = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 16; j++) {
        error += Math.abs(back[i][j] - rows[i][j]) / 1600;
      }
    }
    assertThat(error).isLessThan(25);
    assertThat(vae.given(1).reconstruct(new float[0][])).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    try (VaeModel again = Models.create(small().build(), 3)) {
      again.fit(TRAIN, Fixtures.quick(20).validation(TEST).build());
      assertThat(again.given(2).sampleMeans(5)).isDeepEqualTo(vae.given(2).sampleMeans(5));
      assertThat(again.elbo(TEST, 3).values()).containsExactly(vae.elbo(TEST, 3).values());
    }
  }

  @Test
  void aSecondFitKeepsTheBiasThatWasTrained() {
    try (VaeModel model = Models.create(small().build(), 3)) {
      model.fit(TRAIN, Fixtures.quick(6).build());
      double first = mean(model.elbo(TEST, 10).values());
      model.fit(TRAIN, Fixtures.quick(1).learningRate(1e-9).seed(9).build());
      assertThat(mean(model.elbo(TEST, 10).values())).isCloseTo(first, within(1e-3));
    }
  }

  @Test
  void aSavedModelGivesTheSameBits() throws IOException {
    Path file = directory.resolve("vae");
    vae.save(file);
    try (VaeModel loaded = Models.loadVae(file);
        Model<?> any = Models.load(file)) {
      assertThat(loaded.spec()).isEqualTo(vae.spec());
      assertThat(loaded.sampleMeansEach(0, 1, 2)).isDeepEqualTo(vae.sampleMeansEach(0, 1, 2));
      assertThat(loaded.evaluate(TEST, 5)).isEqualTo(vae.evaluate(TEST, 5));
      assertThat(any).isInstanceOf(VaeModel.class);
    }
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(file))
        .withMessageContaining("must hold a flow, but holds a VaeSpec");
    Path other = directory.resolve("flow");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      flow.save(other);
    }
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadVae(other))
        .withMessageContaining("must hold a variational autoencoder, but holds a FlowSpec");
  }

  @Test
  void aSpecWrittenBeforeThereWereAutoencodersIsAFlow() throws IOException {
    String json = SpecJson.write(Fixtures.moonsFlow());
    String old = json.replaceFirst("\"type\"\\s*:\\s*\"FlowSpec\",", "");
    assertThat(old).doesNotContain("FlowSpec");
    assertThat(SpecJson.read(old)).isEqualTo(Fixtures.moonsFlow());
  }

  @Test
  void aRunHoldsTheWidestLayerOfAllSamples() {
    // 4 × 4 pixels, but a hidden layer of 5000 units.
    assertThat(VaeGraph.widest(VAE.builder().image(4, 4).hidden(24, 5000).build())).isEqualTo(5000);
    assertThat(VaeGraph.widest(VAE.builder().image(28, 28).build())).isEqualTo(784);
    assertThat(
            VaeGraph.widest(
                VAE.builder().image(28, 28).likelihood(Likelihood.discretizedLogistic()).build()))
        .isEqualTo(2 * 784);
    try (VaeModel wide = Models.create(VAE.builder().dimension(2).hidden(400).build())) {
      // All at once this would take 1.6 GB in one hidden layer.
      assertThat(wide.distribution().logProb(new float[200][2], 5000)).hasSize(200);
    }
  }

  @Test
  void mistakesAreNamed() {
    float[][] rows = TEST.head(2).toArray();
    assertThatIllegalStateException()
        .isThrownBy(() -> vae.distribution().sample(3))
        .withMessageContaining("conditional on 3 classes; call given(...) first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.given(1).decode(new float[][] {{1, 2}}))
        .withMessageContaining("latents must have 3 values, but row 0 has 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.given(1).decode(new float[][] {{1, Float.NaN, 2}}))
        .withMessageContaining("latents must be finite, but row 0, column 1 is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.given(1).logProb(rows, 0))
        .withMessage("importanceSamples must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.given(1).elbo(rows, -1, 0))
        .withMessage("samples must be at least 1, but was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.given(new int[] {1}).sample(2))
        .withMessageContaining("named 1 labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.given(1).encode(new float[][] {new float[15]}))
        .withMessageContaining("rows must have 16 values, but row 0 has 15");
    float[] tooBright = rows[0].clone();
    tooBright[2] = 256;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vae.given(1).encode(new float[][] {tooBright}))
        .withMessageContaining(
            "values must be whole numbers 0 to 255, but row 0, column 2 is 256.0");
    VaeModel closed = Models.create(small().build());
    closed.close();
    closed.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> closed.sampleMeansEach(1))
        .withMessageContaining("this model is closed");
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
