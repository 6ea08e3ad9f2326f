package io.github.flowlib.tf.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.train.Training;
import java.util.Map;
import java.util.Optional;

/**
 * What a training is asked to do: by this a run is known again. Its first weights are not part of
 * it; a run that is resumed has them from its checkpoint.
 *
 * @param model what is trained
 * @param settings how
 * @param trainingData on what
 * @param validationData what chooses the best weights, if anything
 */
public record RunDescription(
    ModelSpec model,
    TrainingSettings settings,
    DataId trainingData,
    Optional<DataId> validationData) {

  public static RunDescription of(ModelSpec model, Dataset data, Training training) {
    return new RunDescription(
        model,
        TrainingSettings.of(training),
        DataId.of(data),
        training.validation().map(DataId::of));
  }

  /** What another run does differently, in words. */
  public Optional<String> difference(RunDescription other) {
    JsonNode here = flat();
    JsonNode there = other.flat();
    for (Map.Entry<String, JsonNode> entry : here.properties()) {
      if (!entry.getValue().equals(there.get(entry.getKey()))) {
        return Optional.of(
            "%s: %s there, but %s here"
                .formatted(entry.getKey(), entry.getValue(), there.get(entry.getKey())));
      }
    }
    return Optional.empty();
  }

  /** The settings beside the rest: each is compared, and named, on its own. */
  private JsonNode flat() {
    ObjectNode tree = JsonFile.MAPPER.valueToTree(this);
    JsonNode each = tree.remove("settings");
    return tree.setAll((ObjectNode) each);
  }
}
