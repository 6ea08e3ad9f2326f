package io.github.flowlib.tf.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Sets;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code spec.json} tells of the weights. */
class ProvenanceTest {

  @Test
  void theSpecTellsWhereTheWeightsAreFrom(@TempDir Path directory) throws IOException {
    Dataset data = Fixtures.images(120, 1);
    Dataset validation = Fixtures.images(30, 2);
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    TrainingReport report;
    try (FlowModel flow = Models.create(Fixtures.imageFlow(), 11)) {
      report = flow.fit(data, Fixtures.quick(3).validation(validation).clipNorm(9).build());
      flow.save(first);
    }
    try (FlowModel flow = Models.loadFlow(first)) {
      flow.fit(data, Fixtures.quick(1).seed(8).build());
      flow.save(second);
    }
    Origin origin = ModelInfo.read(second).origin();
    assertThat(origin.seed()).hasValue(11);
    assertThat(origin.trainings()).hasSize(2);
    Provenance training = origin.trainings().get(0);
    assertThat(training).isEqualTo(ModelInfo.read(first).origin().trainings().get(0));
    assertThat(training.settings())
        .isEqualTo(TrainingSettings.of(Fixtures.quick(3).clipNorm(9).build()));
    assertThat(training.trainingData())
        .isEqualTo(DataId.of(data))
        .isNotEqualTo(DataId.of(Fixtures.images(120, 3)));
    assertThat(training.validationData()).contains(DataId.of(validation));
    assertThat(training.steps()).isEqualTo(9);
    assertThat(training.bestEpoch()).isEqualTo(report.bestEpoch());
    assertThat(training.validationLoss())
        .isEqualTo(report.epochs().get(report.bestEpoch() - 1).validationLoss());
    assertThat(origin.trainings().get(1).settings().seed()).isEqualTo(8);
  }

  /** A setting that is forgotten here would let different runs resume each other. */
  @Test
  void allSettingsOfATrainingAreRemembered() {
    Set<String> elsewhere = Set.of("validation", "checkpoints", "listeners");
    Set<String> settings =
        Arrays.stream(Training.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> !Set.of("toString", "toBuilder").contains(name))
            .collect(Collectors.toSet());
    assertThat(settings).contains("epochs", "seed").containsAll(elsewhere);
    assertThat(TrainingSettings.class.getRecordComponents())
        .extracting(RecordComponent::getName)
        .containsExactlyInAnyOrderElementsOf(Sets.difference(settings, elsewhere));
  }

  /** Labels, context and the order of rows are part of the data. */
  @Test
  void theHashOfDataIsThatOfAllTheyHold() {
    Dataset plain = Dataset.of(new float[][] {{1, 2}, {3, 4}});
    assertThat(
            Stream.of(
                    plain,
                    Dataset.of(new float[][] {{3, 4}, {1, 2}}),
                    Dataset.of(new float[][] {{1}, {2}, {3}, {4}}),
                    plain.withLabels(new int[] {0, 1}),
                    plain.withLabels(new int[] {1, 0}),
                    plain.withContext(new float[][] {{0}, {1}}))
                .map(DataId::of))
        .doesNotHaveDuplicates();
    assertThat(DataId.of(plain)).isEqualTo(DataId.of(plain.slice(0, 2)));
  }
}
