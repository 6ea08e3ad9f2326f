package io.github.flowlib.tf.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.spec.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What {@code spec.json} holds.
 *
 * @param formatVersion of this file
 * @param library what wrote it
 * @param fitted whether what is fitted from data without training is fitted
 * @param spec the model
 * @param origin of its weights
 */
public record ModelInfo(
    int formatVersion, String library, boolean fitted, ModelSpec spec, Origin origin) {

  static final String FILE = "spec.json";

  private static final int VERSION = 2;

  /** Version 1 does not tell where weights are from. */
  private static final int VERSION_WITHOUT_ORIGIN = 1;

  public static ModelInfo of(ModelSpec spec, boolean fitted, Origin origin) {
    return new ModelInfo(VERSION, "flowlib " + libraryVersion(), fitted, spec, origin);
  }

  static String libraryVersion() {
    String version = ModelInfo.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }

  void write(Path directory) throws IOException {
    JsonFile.write(directory.resolve(FILE), this);
  }

  public static ModelInfo read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    JsonNode tree = JsonFile.read(file, JsonNode.class);
    JsonNode version = tree.path("formatVersion");
    if (tree instanceof ObjectNode old
        && version.isInt()
        && version.asInt() == VERSION_WITHOUT_ORIGIN) {
      old.put("formatVersion", VERSION);
      old.set("origin", JsonFile.MAPPER.valueToTree(Origin.UNKNOWN));
    } else if (version.isInt() && version.asInt() != VERSION) {
      throw new ModelFormatException(
          file
              + " must have formatVersion "
              + VERSION
              + " or less, but has "
              + version
              + "; it was written by "
              + tree.path("library").asText("something else")
              + ", read it with that version");
    }
    return JsonFile.read(file, tree, ModelInfo.class);
  }
}
