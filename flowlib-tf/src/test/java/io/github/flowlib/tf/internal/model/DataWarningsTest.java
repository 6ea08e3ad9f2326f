package io.github.flowlib.tf.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Model;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.MarginalSpline;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.Warnings;
import io.github.flowlib.tf.internal.graph.Init;
import io.github.flowlib.train.Training;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data that are legal and seldom meant are warned of, once for every {@code fit}. */
class DataWarningsTest {

  private static final Training VALIDATED =
      Training.builder().validation(Dataset.of(new float[][] {{1, 2}})).build();

  static List<ModelSpec> imageModels() {
    return List.of(
        Fixtures.imageFlow(),
        VAE.builder().image(4, 4).build(),
        VAE.builder().image(4, 4).likelihood(Likelihood.normal()).build(),
        VAE.builder().image(4, 4).likelihood(Likelihood.discretizedLogistic()).build());
  }

  private static List<String> of(ModelSpec spec, Dataset data) {
    return DataWarnings.of(spec, data, VALIDATED, true);
  }

  private static Dataset images(float value) {
    float[][] rows = new float[2][16];
    rows[1][15] = value;
    return Dataset.of(rows);
  }

  @ParameterizedTest
  @MethodSource("imageModels")
  void zerosAndOnesAreHardlyGreyLevels(ModelSpec spec) {
    String text =
        "all values of the training data are 0 or 1, but grey levels go from 0 to 255, where 1 is hardly"
            + " another than 0; multiply them by 255 if 1 stands for the highest";
    assertThat(of(spec, images(1))).containsExactly(text);
    assertThat(of(spec, images(0))).containsExactly(text);
    assertThat(of(spec, images(2))).isEmpty();
  }

  @Test
  void bitsAndVectorsMayBeZerosAndOnes() {
    FlowSpec bits =
        new FlowSpec(
            EventShape.vector(16),
            Context.none(),
            Dequantization.uniform(2),
            ImmutableList.of(),
            Base.normal());
    assertThat(of(bits, images(1))).isEmpty();
    assertThat(of(VAE.builder().dimension(16).build(), images(1))).isEmpty();
    assertThat(of(RealNVP.builder().dimension(16).build(), images(1))).isEmpty();
  }

  @Test
  void classesWithoutRowsAreNamed() {
    Dataset data = Fixtures.moons(4, 1).withLabels(new int[] {0, 2, 2, 4});
    String text =
        "the training data have no rows of 2 of 5 classes (1, 3): the model will answer for them as for any"
            + " other, from weights that never saw them; add rows, or do not ask for these labels";
    for (ModelSpec spec :
        List.of(
            RealNVP.builder().dimension(2).conditional(5).build(),
            RealNVP.builder().dimension(2).conditional(5).context(2).embedding(3).build(),
            VAE.builder().dimension(2).conditional(5).build())) {
      assertThat(of(spec, data)).containsExactly(text);
    }
    assertThat(of(RealNVP.builder().dimension(2).conditional(40).build(), data))
        .singleElement()
        .asString()
        .contains("no rows of 37 of 40 classes (1, 3, 5, 6, 7, 8, 9, 10, 11, 12, …)");
    Dataset all = Fixtures.moons(3, 1).withLabels(new int[] {2, 1, 0});
    assertThat(of(RealNVP.builder().dimension(2).conditional(3).build(), all)).isEmpty();
    assertThat(of(RealNVP.builder().dimension(2).build(), data)).as("not conditional").isEmpty();
  }

  @Test
  void fewRowsWithoutValidationAreLearnedByHeart() {
    Training plain = Training.builder().build();
    Dataset few = Fixtures.moons(99, 1);
    String text =
        "training on 99 rows of 2 columns without validation data: on fewer than 50 rows for each column a"
            + " model soon learns the rows by heart; set some aside with Dataset.split(0.8, seed), and give"
            + " them to the training with validation(...) and earlyStopping(n)";
    for (ModelSpec spec :
        List.of(
            RealNVP.builder().dimension(2).build(), VAE.builder().dimension(2).latent(1).build())) {
      assertThat(DataWarnings.of(spec, few, plain, true)).containsExactly(text);
      assertThat(DataWarnings.of(spec, few, VALIDATED, true)).isEmpty();
      assertThat(DataWarnings.of(spec, few, plain, false)).as("nothing to train").isEmpty();
      assertThat(DataWarnings.of(spec, few, Fixtures.quick(1).build(), true))
          .as("rows that are seen once")
          .isEmpty();
      assertThat(DataWarnings.of(spec, Fixtures.moons(100, 1), plain, true)).isEmpty();
    }
  }

  @Test
  void fitLogsThem() {
    Dataset data = Fixtures.images(20, 1).withLabels(new int[20]);
    for (ModelSpec spec :
        List.of(
            RealNVP.builder().image(4, 4).couplings(1).hidden(4).conditional(2).build(),
            VAE.builder().image(4, 4).latent(1).hidden(4).conditional(2).build())) {
      assertThat(logged(spec, data, Fixtures.quick(2).build()))
          .hasSize(2)
          .anyMatch(line -> line.startsWith("WARNING the training data have no rows of 1 of 2"))
          .anyMatch(line -> line.startsWith("WARNING training on 20 rows of 16 columns"));
    }
    FlowSpec statistics =
        new FlowSpec(
            EventShape.vector(16),
            Context.none(),
            Dequantization.none(),
            ImmutableList.of(new MarginalSpline(4)),
            Base.normal());
    assertThat(logged(statistics, data, Fixtures.quick(2).build())).as("no weights").isEmpty();
  }

  @Test
  void aColumnThatDoesNotVaryHasNoFillValue() {
    Dataset data = Dataset.of(new float[][] {{1e30f}, {1e30f}, {1e30f}});
    FlowSpec fixed =
        new FlowSpec(
            EventShape.vector(1),
            Context.none(),
            Dequantization.none(),
            List.of(FixedAffine.of(0, 1e30)),
            Base.normal());
    assertThat(logged(fixed, data, Fixtures.quick(1).build()))
        .noneMatch(line -> line.contains("missing"));
  }

  @Test
  void fitLogsThatAMaskedNetworkIsTooNarrow() {
    ModelSpec narrow = MAF.builder().dimension(4).layers(1).hidden(2).build();
    Dataset data = Dataset.ofFlat(Init.uniform(1.7).values(800, new SplittableRandom(1)), 4);
    assertThat(logged(narrow, data, Fixtures.quick(1).build()))
        .singleElement()
        .asString()
        .startsWith("WARNING transform 0 (Autoregressive) has a hidden layer of 2 units, too few");
  }

  private static List<String> logged(ModelSpec spec, Dataset data, Training training) {
    try (Model<?> model = Models.create(spec)) {
      return Warnings.during(() -> model.fit(data, training));
    }
  }
}
