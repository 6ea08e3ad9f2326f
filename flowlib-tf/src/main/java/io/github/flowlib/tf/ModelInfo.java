package io.github.flowlib.tf;

import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.spec.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code spec.json} holds.
 *
 * @param formatVersion of this file
 * @param library what wrote it
 * @param fitted whether what is fitted from data without training is fitted
 * @param spec the model
 */
record ModelInfo(int formatVersion, String library, boolean fitted, ModelSpec spec) {

  static final String FILE = "spec.json";

  private static final int VERSION = 1;

  static ModelInfo of(ModelSpec spec, boolean fitted) {
    String version = ModelInfo.class.getPackage().getImplementationVersion();
    return new ModelInfo(
        VERSION, "flowlib " + (version == null ? "(development)" : version), fitted, spec);
  }

  void write(Path directory) throws IOException {
    Files.writeString(directory.resolve(FILE), SpecJson.MAPPER.writeValueAsString(this) + "\n");
  }

  static ModelInfo read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    ModelInfo info = SpecJson.readFile(file, ModelInfo.class);
    if (info.formatVersion() != VERSION) {
      throw new ModelFormatException(
          file
              + " must have formatVersion "
              + VERSION
              + ", but has "
              + info.formatVersion()
              + "; it was written by "
              + info.library()
              + ", read it with that version");
    }
    return info;
  }
}
