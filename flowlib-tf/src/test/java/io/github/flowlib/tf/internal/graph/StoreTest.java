package io.github.flowlib.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.device.Device;
import io.github.flowlib.train.Training;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat32;

/** Small variables that lie in one store look as if each had its own. */
class StoreTest {

  private static final float[] WEIGHTS = {1, 2, 3, 4, 5, 6};
  private static final float[] OTHER = {7, 8};
  private static final float[] BIAS = {-1, -2, -3};

  @Test
  void smallMatricesLieTogetherAndSmallVectorsToo() {
    try (GraphSession session = declared()) {
      List<Store> stores = session.variables().trainedStores();
      assertThat(stores).hasSize(3);
      assertThat(namesIn(stores.get(0))).containsExactly("model/weights", "model/other");
      assertThat(namesIn(stores.get(1))).containsExactly("model/bias");
      assertThat(namesIn(stores.get(2))).containsExactly("model/large");
      assertThat(session.variables().all())
          .extracting(Variables.Variable::name)
          .containsExactly(
              "model/weights", "model/other", "model/bias", "model/large", "model/mean");
    }
  }

  @Test
  void valuesGoInAndComeOutByName() {
    try (GraphSession session = declared()) {
      session.assign(values());
      assertThat(session.read(session.variables().all())).hasSize(5).containsAllEntriesOf(values());
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

  @Test
  void theOperationsOfAModelSeeItsOwnValues() {
    try (GraphSession session = declared()) {
      session.assign(values());
      for (Variables.Variable variable : session.variables().all().subList(0, 3)) {
        try (Run run = new Run(session)) {
          TFloat32 value = (TFloat32) run.fetch(variable.value()).run().get(0);
          assertThat(value.shape()).isEqualTo(variable.shape());
          assertThat(Tensors.floats(value)).containsExactly(values().get(variable.name()));
        }
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
      assertThat(session.variables().ofModel()).hasSize(5);
    }
  }

  private static List<String> namesIn(Store store) {
    return store.members().stream().map(Variables.Variable::name).toList();
  }

  private static GraphSession declared() {
    GraphSession session = GraphSession.ofTraining(Device.cpu(), Training.builder().build());
    Variables.Scope scope = session.variables().scope("model");
    scope.trained("weights", Init.zeros(), 2, 3);
    scope.trained("other", Init.zeros(), 1, 2);
    scope.trained("bias", Init.zeros(), 3);
    scope.trained("large", Init.zeros(), 300, 300);
    scope.statistic("mean", 2);
    return session;
  }

  private static Map<String, float[]> values() {
    Map<String, float[]> values = new LinkedHashMap<>();
    values.put("model/weights", WEIGHTS);
    values.put("model/other", OTHER);
    values.put("model/bias", BIAS);
    values.put("model/large", Init.constant(9).values(90_000, new SplittableRandom(0)));
    values.put("model/mean", new float[] {10, 11});
    return values;
  }
}
