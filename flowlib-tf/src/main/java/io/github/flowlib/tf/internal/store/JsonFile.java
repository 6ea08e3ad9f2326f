package io.github.flowlib.tf.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flowlib.json.internal.SpecMapper;
import io.github.flowlib.model.ModelFormatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small JSON files of models and checkpoints. */
public final class JsonFile {

  private static final long MAX_BYTES = 16 << 20;

  /** What reads and writes them: the mapper of specifications, which many of them hold. */
  static final ObjectMapper MAPPER = SpecMapper.MAPPER;

  private JsonFile() {}

  /** Writes an object. */
  public static void write(Path file, Object value) throws IOException {
    Files.writeString(file, MAPPER.writeValueAsString(value) + "\n");
  }

  /** Reads one of our small files. */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new ModelFormatException(
          file + " must have at most " + MAX_BYTES + " bytes, but has " + Files.size(file));
    }
    try {
      return read(file, MAPPER.readTree(Files.readAllBytes(file)), type);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(file + " cannot be read: " + e.getOriginalMessage(), e);
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(file + " is not UTF-8", e);
    }
  }

  /** Turns one of our files into an object. */
  static <T> T read(Path file, JsonNode tree, Class<T> type) throws IOException {
    try {
      T value = MAPPER.treeToValue(tree, type);
      if (value == null) {
        throw new ModelFormatException(file + " must hold an object, but holds null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(file + " cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
