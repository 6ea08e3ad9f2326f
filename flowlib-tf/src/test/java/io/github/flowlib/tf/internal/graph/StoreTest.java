package io.github.flowlib.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.flowlib.device.Device;
import io.github.flowlib.train.Training;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

/** Small variables that lie in one store look as if each had its own. */
class StoreTest {

  private static final float[] WEIGHTS = {1, 2, 3, 4, 5, 6};
  private static final float[] OTHER = {7, 8};
  private static final float[] BIAS = {-1, -2, -3};
  private static final float[] SCALE = {-4, -5, -6, -7, -8};

  @Test
  void smallMatricesLieTogetherAndSmallVectorsToo() {
    try (GraphSession session = declared()) {
      List<Store> stores = session.variables().trainedStores();
      assertThat(stores).hasSize(3);
      assertThat(namesIn(stores.get(0))).containsExactly("model/weights", "model/other");
      assertThat(namesIn(stores.get(1))).containsExactly("model/bias", "model/scale");
      assertThat(namesIn(stores.get(2))).containsExactly("model/large");
      assertThat(session.variables().all())
          .extracting(Variables.Variable::name)
          .containsExactly(
              "model/weights",
              "model/bias",
              "model/other",
              "model/scale",
              "model/large",
              "model/mean");
    }
  }

  @Test
  void valuesGoInAndComeOutByName() {
    try (GraphSession session = declared()) {
      session.assign(values());
      assertThat(session.read(session.variables().all())).hasSize(6).containsAllEntriesOf(values());
    }
  }

  @Test
  void aMemberIsWrittenAloneAndTheOthersStay() {
    try (GraphSession session = declared()) {
      session.assign(values());
      float[] changed = {0.5f, -0.5f};
      session.assign(Map.of("model/other", changed));
      Map<String, float[]> read = session.read(session.variables().all());
      assertThat(read.get("model/other")).containsExactly(changed);
      assertThat(read.get("model/weights")).containsExactly(WEIGHTS);
      assertThat(read.get("model/bias")).containsExactly(BIAS);
    }
  }

  @ParameterizedTest
  @CsvSource({"weights, 6, 5", "weights, 6, 7", "bias, 3, 0", "large, 90000, 1", "mean, 2, 3"})
  void aVariableOfAnotherLengthIsRefusedAndNothingIsWritten(String name, int right, int wrong) {
    try (GraphSession session = declared()) {
      session.assign(values());
      Map<String, float[]> values = new LinkedHashMap<>(values());
      values.replaceAll((each, own) -> new float[own.length]);
      values.put("model/" + name, new float[wrong]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.assign(values))
          .withMessage(
              "variable model/%s must have %d values, but was given %d", name, right, wrong);
      assertThat(session.read(session.variables().all())).containsAllEntriesOf(values());
    }
  }

  @Test
  void theOperationsOfAModelSeeItsOwnValues() {
    try (GraphSession session = declared()) {
      session.assign(values());
      for (Variables.Variable variable : session.variables().all().subList(0, 4)) {
        try (Run run = new Run(session)) {
          TFloat32 value = (TFloat32) run.fetch(variable.value()).run().get(0);
          assertThat(value.shape()).isEqualTo(variable.shape());
          assertThat(Tensors.floats(value)).containsExactly(values().get(variable.name()));
        }
      }
    }
  }

  /** As the gradients of all members are, in which the optimizer finds those of each. */
  @Test
  void whatIsJoinedLiesWhereTheMembersLie() {
    try (GraphSession session = declared()) {
      session.assign(values());
      for (Store store : session.variables().trainedStores().subList(0, 2)) {
        List<Operand<TFloat32>> each = new ArrayList<>();
        store.members().forEach(member -> each.add(member.value()));
        try (Run run = new Run(session)) {
          run.fetch(store.joined(session.tf(), each)).fetch(store.value());
          Result result = run.run();
          assertThat(Tensors.floats((TFloat32) result.get(0)))
              .containsExactly(Tensors.floats((TFloat32) result.get(1)));
        }
      }
    }
  }

  /** TensorFlow refuses to concatenate one piece. */
  @Test
  void theOnlyMemberOfAPackIsJoinedAsItIs() {
    try (GraphSession session = GraphSession.ofTraining(Device.cpu(), Training.builder().build())) {
      session.variables().scope("model").trained("weights", Init.zeros(), 4, 4);
      Store store = session.variables().trainedStores().get(0);
      assertThat(store.isPack()).isTrue();
      float[] values = Init.uniform(1).values(16, new SplittableRandom(1));
      session.assign(Map.of("model/weights", values));
      try (Run run = new Run(session)) {
        run.fetch(store.joined(session.tf(), List.of(store.members().get(0).value())));
        assertThat(Tensors.floats((TFloat32) run.run().get(0))).containsExactly(values);
      }
    }
  }

  @Test
  void momentsAreNamedAfterTheirVariables() {
    try (GraphSession session = declared()) {
      for (Store store : session.variables().trainedStores()) {
        Store moments = session.variables().momentsOf(store, "adam/mean");
        assertThat(namesIn(moments))
            .containsExactlyElementsOf(
                namesIn(store).stream().map(name -> "adam/mean/" + name).toList());
        assertThat(moments.shape()).isEqualTo(store.shape());
      }
      assertThat(session.variables().ofModel()).hasSize(6);
    }
  }

  private static List<String> namesIn(Store store) {
    return store.members().stream().map(Variables.Variable::name).toList();
  }

  private static GraphSession declared() {
    GraphSession session = GraphSession.ofTraining(Device.cpu(), Training.builder().build());
    Variables.Scope scope = session.variables().scope("model");
    scope.trained("weights", Init.zeros(), 2, 3);
    scope.trained("bias", Init.zeros(), 3);
    scope.trained("other", Init.zeros(), 1, 2);
    scope.trained("scale", Init.zeros(), 5);
    scope.trained("large", Init.zeros(), 300, 300);
    scope.statistic("mean", 2);
    return session;
  }

  private static Map<String, float[]> values() {
    Map<String, float[]> values = new LinkedHashMap<>();
    values.put("model/weights", WEIGHTS);
    values.put("model/other", OTHER);
    values.put("model/bias", BIAS);
    values.put("model/scale", SCALE);
    values.put("model/large", Init.constant(9).values(90_000, new SplittableRandom(0)));
    values.put("model/mean", new float[] {10, 11});
    return values;
  }
}
