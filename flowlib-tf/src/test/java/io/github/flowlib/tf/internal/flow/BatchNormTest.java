package io.github.flowlib.tf.internal.flow;

import static io.github.flowlib.tf.Runs.DATA;
import static io.github.flowlib.tf.Runs.VALIDATION;
import static io.github.flowlib.tf.Runs.assertSameBits;
import static io.github.flowlib.tf.Runs.stopAfter;
import static io.github.flowlib.tf.Runs.training;
import static io.github.flowlib.tf.Runs.withoutSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.Runs;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.rows.Scoring;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingReport;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Flows with batch normalisation, from training to files. */
class BatchNormTest {

  @TempDir private Path temporary;

  /** The run that nothing disturbed. */
  private static FlowModel whole;

  private static TrainingReport expected;

  @BeforeAll
  static void train() {
    whole = flow(3);
    expected = whole.fit(DATA, training().averageWeights(0.8).build());
  }

  @AfterAll
  static void close() {
    whole.close();
  }

  private static FlowModel flow(long seed) {
    return Models.create(
        RealNVP.builder()
            .image(4, 4)
            .couplings(2)
            .hidden(8)
            .conditional(3)
            .logit(0.01)
            .batchNorm()
            .build(),
        seed);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.9})
  void statisticsAreThoseOfAllTrainingDataAsTheLayersSeeThem(double decay) {
    try (FlowModel model = flow(3)) {
      Training.Builder settings = Fixtures.quick(3);
      if (decay > 0) {
        settings.averageWeights(decay);
      }
      model.fit(DATA, settings.build());
      FlowHeads heads = ((TensorFlowFlow) model).heads();
      GraphSession session = ((TensorFlowFlow) model).session();
      Map<String, float[]> values = session.read(session.variables().all());
      assertThat(heads.fitted).hasSize(2);
      for (int i = 0; i < 2; i++) {
        String name = "0" + (2 + 2 * i) + "_batch_norm/";
        float[] seen = seen(session, heads, heads.fitted.get(i).seen());
        for (int j = 0; j < 16; j++) {
          Moments moments = Moments.ofColumn(j, seen);
          assertThat((double) values.get(name + "mean")[j])
              .isCloseTo(moments.mean(), within(1e-5 * Math.sqrt(moments.variance())));
          assertThat((double) values.get(name + "variance")[j])
              .isCloseTo(moments.variance(), within(1e-5 * moments.variance()));
        }
      }
    }
  }

  /** In double. */
  private record Moments(double mean, double variance) {

    static Moments ofColumn(int j, float[] rows) {
      int n = rows.length / 16;
      double mean = 0;
      for (int i = 0; i < n; i++) {
        mean += rows[16 * i + j] / (double) n;
      }
      double variance = 0;
      for (int i = 0; i < n; i++) {
        variance += Math.pow(rows[16 * i + j] - mean, 2) / n;
      }
      return new Moments(mean, variance);
    }
  }

  /** All that a layer sees, in one run. */
  private static float[] seen(GraphSession session, FlowHeads heads, Operand<TFloat32> ofLayer) {
    try (Run run = new Run(session)) {
      heads.inputs.feed(run, Scoring.rows(DATA, Context.classes(3)).batch(0, DATA.rows()));
      return Tensors.floats((TFloat32) run.fetch(ofLayer).run().get(0));
    }
  }

  @Test
  void trainsAndItsValidationIsThatOfTheModel() throws Exception {
    Dataset train = Fixtures.moons(1000, 1);
    Dataset validation = Fixtures.moons(500, 2);
    FlowSpec spec = MAF.builder().dimension(2).layers(4).hidden(32, 32).batchNorm().build();
    assertThat(spec.transforms()).filteredOn(BatchNorm.class::isInstance).hasSize(4);
    try (FlowModel model = Models.create(spec, 1)) {
      TrainingReport report = model.fit(train, Fixtures.quick(25).validation(validation).build());
      double loss = report.epochs().get(report.bestEpoch() - 1).validationLoss().orElseThrow();
      assertThat(model.evaluate(validation).logLikelihood()).isCloseTo(-loss, within(1e-6));
      assertThat(loss).isLessThan(normalEntropy(train.toArray()) - 0.25);
      // What a row is asked with does not change its density.
      float[][] rows = validation.toArray();
      assertThat(model.distribution().logProb(new float[][] {rows[3]})[0])
          .isCloseTo(model.distribution().logProb(rows)[3], within(1e-4));
      float[][] back = model.distribution().toData(model.distribution().toNoise(rows));
      for (int i = 0; i < rows.length; i++) {
        assertThat(back[i]).containsExactly(rows[i], within(2e-3f));
      }
      model.save(temporary.resolve("model"));
      try (FlowModel loaded = Models.loadFlow(temporary.resolve("model"))) {
        assertThat(loaded.logProb(validation)).containsExactly(model.logProb(validation));
        assertThat(loaded.distribution().sample(5, 1))
            .isDeepEqualTo(model.distribution().sample(5, 1));
      }
    }
  }

  /** Of the normal distribution with the covariance of points in the plane: ½ log det(2πe Σ). */
  private static double normalEntropy(float[][] points) {
    double[] sum = new double[5];
    for (float[] p : points) {
      double[] terms = {p[0], p[1], p[0] * p[0], p[0] * p[1], p[1] * p[1]};
      for (int i = 0; i < terms.length; i++) {
        sum[i] += terms[i] / points.length;
      }
    }
    double xx = sum[2] - sum[0] * sum[0];
    double xy = sum[3] - sum[0] * sum[1];
    double yy = sum[4] - sum[1] * sum[1];
    return Math.log(2 * Math.PI * Math.E) + 0.5 * Math.log(xx * yy - xy * xy);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 11})
  void aResumedRunEndsWithTheSameBits(long last) {
    Checkpoints where = Checkpoints.in(temporary).withEverySteps(2);
    try (FlowModel killed = flow(3);
        FlowModel resumed = flow(99)) {
      assertThatThrownBy(
              () ->
                  killed.fit(
                      DATA,
                      training()
                          .averageWeights(0.8)
                          .checkpoints(where)
                          .listener(stopAfter(last))
                          .build()))
          .isInstanceOf(Runs.Stop.class);
      TrainingReport report =
          resumed.fit(DATA, training().averageWeights(0.8).checkpoints(where.resumed()).build());
      assertThat(withoutSeconds(report)).isEqualTo(withoutSeconds(expected));
      assertSameBits(resumed, whole);
    }
  }

  @Test
  void aBatchOfOneRowIsRefused() {
    try (FlowModel model = flow(3)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(DATA.head(101), Fixtures.quick(1).build()))
          .withMessage(
              "batch normalisation needs batches of at least 2 rows, but with a batchSize of 50 the last"
                  + " batch of 101 rows has 1; use one of at least 2 that leaves no single row");
    }
  }

  /** Papamakarios et al. 2017, but for the sizes of images and networks. */
  @Test
  void theProtocolOfThePaperCanBeRun() {
    FlowSpec spec =
        RealNVP.builder()
            .image(4, 4)
            .couplings(2)
            .hidden(32, 32)
            .separateNetworks(Activation.TANH, Activation.RELU)
            .masks(Mask.Kind.ALTERNATING)
            .logit(1e-6)
            .logScaleBound(20)
            .batchNorm()
            .build();
    Training protocol =
        Training.builder()
            .epochs(1)
            .batchSize(100)
            .learningRate(1e-4)
            .schedule(Schedule.constant())
            .l2(1e-6)
            .validation(VALIDATION)
            .earlyStopping(30)
            .build();
    assertThat(spec.transforms()).hasSize(5);
    try (FlowModel model = Models.create(spec)) {
      TrainingReport report = model.fit(DATA, protocol);
      assertThat(report.epochs()).hasSize(1);
      assertThat(report.epochs().get(0).validationLoss().orElseThrow()).isFinite();
    }
  }

  /** Statistics of data that a training refuses must not stay behind. */
  @Test
  void aFitThatIsRefusedLeavesTheModelAsItWas() {
    FlowSpec spec = RealNVP.builder().image(4, 4).couplings(2).hidden(8).batchNorm().build();
    Dataset data = Fixtures.images(11, 3);
    try (FlowModel flow = Models.create(spec, 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.fit(data, Training.builder().batchSize(5).build()))
          .withMessageContaining("the last batch of 11 rows has 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flow.fit(data.head(1), Training.builder().build()))
          .withMessage(
              "batch normalisation needs at least 2 rows of training data, but there is 1; add rows, or leave it"
                  + " out");
      assertThatIllegalStateException().isThrownBy(() -> flow.logProb(data));
    }
  }
}
