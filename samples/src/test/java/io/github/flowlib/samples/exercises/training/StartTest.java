package io.github.flowlib.samples.exercises.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.models.ShippedModel;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StartTest {

  private static final Digits DIGITS = Digits.synthetic(120, 20);

  @TempDir private static Path directory;

  private static Path saved() {
    return directory.resolve("without-labels");
  }

  private static RealNVP.MultiScaleBuilder small() {
    return RealNVP.multiScale()
        .image(Digits.SIDE, Digits.SIDE)
        .marginals()
        .scales(1)
        .couplings(1)
        .network(Conditioner.resNet(4, 1, Activation.RELU));
  }

  @BeforeAll
  static void trainOneWithoutLabels() throws IOException {
    try (FlowModel flow = Models.create(small().build())) {
      flow.fit(
          DIGITS.train(),
          Training.builder().epochs(3).batchSize(20).learningRate(0.01).quiet().build());
      flow.save(saved());
    }
  }

  static Stream<FlowSpec> toldTheDigit() {
    return Stream.of(
        small().conditional(Digits.CLASSES).build(),
        small().conditional(Digits.CLASSES).embedding(3).build(),
        small().conditional(Digits.CLASSES).base(Base.conditionalNormal()).build());
  }

  @ParameterizedTest
  @MethodSource("toldTheDigit")
  void aFlowThatIsToldTheDigitBeginsAsTheSameDensity(FlowSpec told) throws IOException {
    float[][] rows = DIGITS.test().head(5).toArray();
    Start start = Start.parse(saved().toString());
    start.check(told);
    try (FlowModel without = Models.loadFlow(saved());
        FlowModel with = Models.create(told, 9)) {
      // So that no weight of a label is zero before the start makes it so.
      with.fit(
          DIGITS.train(),
          Training.builder().epochs(1).batchSize(20).learningRate(0.01).quiet().build());
      start.giveTo(with, DIGITS);

      double[] expected = without.distribution().logProb(rows);
      assertThat(with.given(new int[] {0, 3, 3, 7, 9}).logProb(rows))
          .as("the same density at the beginning")
          .containsExactly(expected, within(1e-2));

      with.fit(
          DIGITS.train(),
          Training.builder().epochs(3).batchSize(20).learningRate(0.01).quiet().build());
      assertThat(with.given(new int[] {0, 3, 3, 7, 9}).logProb(rows))
          .as("what labels add is learned from there")
          .isNotEqualTo(with.given(new int[] {1, 1, 1, 1, 1}).logProb(rows));
    }
  }

  /** Its means begin at zero, as those of the noise that the other flow has. */
  @Test
  void aConditionalBaseLearnsFromThere() throws IOException {
    FlowSpec told = small().conditional(Digits.CLASSES).base(Base.conditionalNormal()).build();
    try (FlowModel flow = Models.create(told, 9)) {
      Start.parse(saved().toString()).giveTo(flow, DIGITS);
      assertThat(learnedByTheBase(flow)).isNotEmpty().containsOnly(0f);
      flow.fit(
          DIGITS.train(),
          Training.builder().epochs(1).batchSize(20).learningRate(0.01).quiet().build());
      assertThat(learnedByTheBase(flow)).doesNotContain(0f);
    }
  }

  /** Means and log-deviations of all digits. */
  private static List<Float> learnedByTheBase(FlowModel flow) throws IOException {
    Path npz = directory.resolve("weights.npz");
    flow.exportWeights(npz);
    List<Float> values = new ArrayList<>();
    try (InputStream in = Files.newInputStream(npz);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        ByteBuffer array = ByteBuffer.wrap(zip.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (entry.getName().startsWith("base/")) {
          array.position(10 + array.getShort(8)); // behind the header of version 1.0
          while (array.hasRemaining()) {
            values.add(array.getFloat());
          }
        }
      }
    }
    return values;
  }

  @Test
  void onlyTheSameFlowIsTakenWithLabelsOrWithout() throws IOException {
    Start start = Start.parse(saved().toString());
    start.check(small().build());
    start.check(small().conditional(Digits.CLASSES).build());
    for (FlowSpec other :
        List.of(
            small().couplings(2).build(),
            small().network(Conditioner.resNet(5, 1, Activation.RELU)).build(),
            small().logit(0.05).build(),
            small().base(Base.studentT(5)).build(),
            small().conditional(Digits.CLASSES).base(Base.conditionalMixture(2)).build())) {
      assertThatThrownBy(() -> start.check(other))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("must be a flow of the same transforms and noise as the new one");
    }
    assertThatThrownBy(() -> new Start.Shipped(ShippedModel.CVAE).check(small().build()))
        .hasMessageContaining("must be a flow, but cvae is an autoencoder");
  }

  /** The first layer of a dense network has a row for each label, so its arrays are others. */
  @Test
  void aDenseFlowBeginsWithOneOfTheSameContext() throws IOException {
    RealNVP.Builder dense =
        RealNVP.builder().image(Digits.SIDE, Digits.SIDE).marginals().couplings(2).hidden(4);
    Path place = directory.resolve("dense");
    try (FlowModel flow = Models.create(dense.build())) {
      flow.fit(DIGITS.train(), Training.builder().epochs(1).quiet().build());
      flow.save(place);
    }
    Start start = Start.parse(place.toString());
    start.check(dense.build());
    assertThatThrownBy(() -> start.check(dense.conditional(Digits.CLASSES).build()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("must be a flow of the same context as the new one");
  }

  @Test
  void modelsThatComeWithTheSamplesAreKnownByName() {
    assertThat(Start.parse("multi-scale-realnvp"))
        .isEqualTo(new Start.Shipped(ShippedModel.MULTI_SCALE_REALNVP));
    assertThat(Start.parse("models/multi-scale-realnvp"))
        .isEqualTo(new Start.Saved(Path.of("models/multi-scale-realnvp")));
  }
}
