package io.github.flowlib.tf.internal.train;

import static io.github.flowlib.tf.Runs.DATA;
import static io.github.flowlib.tf.Runs.STEPS_PER_EPOCH;
import static io.github.flowlib.tf.Runs.VALIDATION;
import static io.github.flowlib.tf.Runs.assertSameBits;
import static io.github.flowlib.tf.Runs.flow;
import static io.github.flowlib.tf.Runs.stopAfter;
import static io.github.flowlib.tf.Runs.withoutSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.ActNorm;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.Standardization;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.Runs;
import io.github.flowlib.tf.internal.store.JsonFile;
import io.github.flowlib.tf.internal.store.ModelInfo;
import io.github.flowlib.tf.internal.store.Origin;
import io.github.flowlib.tf.internal.store.Provenance;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingInterruptedException;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that was trained is not worse after another {@code fit} with validation data. */
class FurtherFitTest {

  @TempDir private Path temporary;

  /** A training whose epochs are all worse than a model that was trained before. */
  private static Training.Builder ruin() {
    return Fixtures.quick(6)
        .learningRate(0.3)
        .schedule(Schedule.constant())
        .seed(8)
        .validation(VALIDATION);
  }

  private static FlowModel trained(long seed) {
    FlowModel model = flow(seed);
    model.fit(DATA, Fixtures.quick(8).build());
    return model;
  }

  static List<ModelSpec> specs() {
    return List.of(
        RealNVP.builder().image(4, 4).couplings(2).hidden(8).conditional(3).build(),
        MAF.builder().image(4, 4).layers(2).hidden(8).conditional(3).batchNorm().build(),
        VAE.builder().image(4, 4).latent(3).hidden(16).conditional(3).build());
  }

  private static double[] logProb(Model<?> model) {
    return model instanceof FlowModel flow
        ? flow.logProb(DATA)
        : ((VaeModel) model).logProb(DATA, 5);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aFitThatOnlyGetsWorseKeepsTheModel(ModelSpec spec) {
    try (Model<?> model = Models.create(spec, 3)) {
      model.fit(DATA, Fixtures.quick(20).learningRate(0.01).build());
      double[] before = logProb(model);
      // Other rows: statistics that follow the weights are kept with them.
      TrainingReport report =
          model.fit(Fixtures.images(200, 4), ruin().earlyStopping(3).averageWeights(0.5).build());
      assertThat(report.bestEpoch()).isZero();
      assertThat(report.stoppedEarly()).isTrue();
      assertThat(report.epochs()).hasSize(3).noneMatch(EpochEnd::best);
      assertThat(logProb(model)).containsExactly(before);
    }
  }

  /**
   * What is set from data is set once, also where the model was saved in between: other data in a
   * further fit, or in an evaluation, move it no more than the steps do.
   */
  @Test
  void aLoadedModelDoesNotSetItsStatisticsAnew() throws IOException {
    FlowSpec plain = RealNVP.builder().dimension(2).couplings(2).hidden(8).context(1).build();
    ImmutableList<Transform> transforms =
        ImmutableList.<Transform>builder()
            .add(new Standardization(), new ActNorm())
            .addAll(plain.transforms())
            .add(new ActNorm())
            .build();
    FlowSpec spec =
        new FlowSpec(
            plain.event(), plain.context(), plain.dequantization(), transforms, plain.base());
    Dataset data = Fixtures.moons(200, 1).withContext(contexts(200, 1));
    Dataset other = shifted(Fixtures.moons(200, 2), 30).withContext(contexts(200, 40));
    Path target = temporary.resolve("model");
    try (FlowModel flow = Models.create(spec, 3)) {
      flow.fit(data, Fixtures.quick(2).build());
      flow.save(target);
      double[] before = flow.logProb(data);
      try (FlowModel loaded = Models.loadFlow(target)) {
        loaded.evaluate(other);
        assertThat(loaded.logProb(data)).containsExactly(before);
        loaded.fit(other, Fixtures.quick(1).learningRate(1e-12).build());
        assertThat(loaded.logProb(data)).containsExactly(before, within(1e-4));
      }
    }
  }

  private static float[][] contexts(int rows, float scale) {
    float[][] contexts = new float[rows][1];
    Arrays.setAll(contexts, i -> new float[] {scale * (i % 7)});
    return contexts;
  }

  private static Dataset shifted(Dataset data, float by) {
    float[][] rows = data.toArray();
    for (float[] row : rows) {
      row[0] += by;
    }
    return Dataset.of(rows);
  }

  @Test
  void aBetterEpochIsTaken() {
    try (FlowModel model = trained(3)) {
      double before = model.evaluate(VALIDATION).logLikelihood();
      TrainingReport report =
          model.fit(DATA, Fixtures.quick(8).seed(8).validation(VALIDATION).build());
      assertThat(report.bestEpoch()).isPositive();
      assertThat(report.epochs().get(report.bestEpoch() - 1).best()).isTrue();
      assertThat(model.evaluate(VALIDATION).logLikelihood()).isGreaterThan(before);
    }
  }

  @Test
  void aPlateauCountsFromTheStart() {
    try (FlowModel model = trained(3)) {
      TrainingReport report =
          model.fit(DATA, ruin().epochs(4).schedule(Schedule.plateau(2, 0.5)).build());
      assertThat(report.epochs())
          .extracting(EpochEnd::learningRate)
          .containsExactly(0.3, 0.3, 0.15, 0.15);
    }
  }

  /** Its first weights are worth nothing, and the first epoch is always the best before others. */
  @Test
  void aNewModelTakesAnEpoch() throws IOException {
    Dataset data = Fixtures.moons(200, 1);
    Dataset far = Dataset.of(new float[][] {{-3, -3}, {-3, 3}});
    Training away =
        Fixtures.quick(1).learningRate(0.01).schedule(Schedule.constant()).validation(far).build();
    try (FlowModel model = Models.create(Fixtures.moonsFlow(), 3)) {
      model.save(temporary.resolve("new"));
      double first = model.evaluate(far).logLikelihood();
      TrainingReport report = model.fit(data, away);
      assertThat(report.bestEpoch()).isEqualTo(1);
      assertThat(model.evaluate(far).logLikelihood()).isLessThan(first - 10);
      try (FlowModel loaded = Models.loadFlow(temporary.resolve("new"))) {
        assertThat(withoutSeconds(loaded.fit(data, away))).isEqualTo(withoutSeconds(report));
        assertThat(loaded.logProb(data)).containsExactly(model.logProb(data));
      }
    }
  }

  @Test
  void weightsThatWereLoadedOrImportedCompete() throws IOException {
    try (FlowModel model = trained(3);
        FlowModel imported = flow(99)) {
      model.save(temporary.resolve("model"));
      model.exportWeights(temporary.resolve("weights.npz"));
      imported.importWeights(temporary.resolve("weights.npz"));
      try (FlowModel loaded = Models.loadFlow(temporary.resolve("model"))) {
        for (FlowModel each : List.of(loaded, imported)) {
          assertThat(each.fit(DATA, ruin().epochs(2).build()).bestEpoch()).isZero();
          assertSameBits(each, model);
        }
      }
    }
  }

  @Test
  void withoutValidationTheLastEpochIsTaken() {
    try (FlowModel model = trained(3)) {
      double before = model.evaluate(VALIDATION).logLikelihood();
      Training training = Fixtures.quick(2).learningRate(0.3).schedule(Schedule.constant()).build();
      assertThat(model.fit(DATA, training).bestEpoch()).isEqualTo(2);
      assertThat(model.evaluate(VALIDATION).logLikelihood()).isLessThan(before);
    }
  }

  /** At 0.3 the start remains the best, at 0.1 it is overtaken late. */
  @ParameterizedTest
  @CsvSource({"0.3, 2", "0.3, 13", "0.1, 7", "0.1, 27"})
  void aResumedFitEndsAsTheUndisturbedOne(double rate, long last) throws IOException {
    Checkpoints where = Checkpoints.in(temporary.resolve("run")).withEverySteps(2);
    try (FlowModel whole = trained(3);
        FlowModel killed = trained(3);
        FlowModel resumed = flow(99)) { // a new one: what it begins with does not matter
      TrainingReport expected = whole.fit(DATA, ruin().learningRate(rate).build());
      if (rate == 0.3) {
        assertThat(expected.bestEpoch()).isZero();
      } else {
        assertThat(expected.epochs().get(0).best()).isFalse();
        assertThat(expected.bestEpoch()).isGreaterThan(1);
      }
      assertThatThrownBy(
              () ->
                  killed.fit(
                      DATA,
                      ruin()
                          .learningRate(rate)
                          .checkpoints(where)
                          .listener(stopAfter(last + 1))
                          .build()))
          .isInstanceOf(Runs.Stop.class);
      TrainingReport report =
          resumed.fit(DATA, ruin().learningRate(rate).checkpoints(where.resumed()).build());
      assertThat(withoutSeconds(report)).isEqualTo(withoutSeconds(expected));
      assertThat(report.bestEpoch()).isEqualTo(expected.bestEpoch());
      assertSameBits(resumed, whole);
      try (FlowModel best = Models.loadFlow(where.directory().resolve(Checkpoints.BEST))) {
        assertSameBits(best, whole);
      }
    }
  }

  @Test
  void anInterruptedFitHasTheBestWeightsOfItsRun() {
    Checkpoints where = Checkpoints.in(temporary);
    TrainingListener interrupt =
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            Thread.currentThread().interrupt();
          }
        };
    try (FlowModel model = trained(3);
        FlowModel resumed = flow(99)) {
      for (FlowModel each : List.of(model, resumed)) {
        assertThatThrownBy(
                () ->
                    each.fit(DATA, ruin().checkpoints(where.resumed()).listener(interrupt).build()))
            .isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
      }
      assertSameBits(resumed, model);
    }
  }

  /** What a training did not change is not from it. */
  @Test
  void theOriginOfWeightsThatWereKeptStays() throws IOException {
    Checkpoints where = Checkpoints.in(temporary.resolve("run"));
    try (FlowModel model = trained(3)) {
      model.fit(DATA, ruin().checkpoints(where).build());
      model.save(temporary.resolve("model"));
    }
    for (Path path :
        List.of(temporary.resolve("model"), where.directory().resolve(Checkpoints.BEST))) {
      Origin origin = ModelInfo.read(path).origin();
      assertThat(origin.trainings())
          .extracting(Provenance::steps)
          .containsExactly(8L * STEPS_PER_EPOCH);
    }
  }

  @Test
  void aCheckpointOfAnEarlierVersionHasNoRivalOfItsEpochs() throws IOException {
    Path file = temporary.resolve("state.json");
    TrainingState state =
        new TrainingState(
            7, OptionalDouble.of(1.5), 0, ImmutableList.of(), 1, 2, 3, Origin.ofNew(3));
    JsonFile.write(file, state);
    assertThat(JsonFile.read(file, TrainingState.class)).isEqualTo(state);
    String text = Files.readString(file);
    assertThat(text).contains("\"startLoss\" : 1.5,");
    Files.writeString(file, text.replace("\"startLoss\" : 1.5,", ""));
    TrainingState old = JsonFile.read(file, TrainingState.class);
    assertThat(old.startLoss()).isEmpty();
    assertThat(old.hasBest()).isFalse();
    assertThat(state.hasBest()).isTrue();
  }
}
