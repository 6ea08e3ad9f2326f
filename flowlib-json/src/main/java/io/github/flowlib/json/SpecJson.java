package io.github.flowlib.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.flowlib.json.internal.SpecMapper;
import io.github.flowlib.spec.ModelSpec;

/**
 * Specifications as JSON, to keep them in a configuration or to show them. TensorFlow is not
 * needed.
 *
 * <pre>{@code
 * String json = SpecJson.write(RealNVP.builder().dimension(6).couplings(8).build());
 * ModelSpec spec = SpecJson.read(json); // equal to what was written
 * }</pre>
 *
 * <p>A record is an object of its components, and a member of a sealed family names itself as
 * {@code type}: {@code {"type": "AffineCoupling", "mask": {…}, …}}. What was written by an earlier
 * version is read, whatever records were called there. Reading runs the checks of the records, so
 * there is no specification that a builder would refuse.
 */
public final class SpecJson {

  private SpecJson() {}

  /**
   * Writes a specification.
   *
   * @param spec a {@link io.github.flowlib.spec.FlowSpec} or {@link io.github.flowlib.spec.VaeSpec}
   * @return JSON, with a line for each component
   */
  public static String write(ModelSpec spec) {
    try {
      return SpecMapper.MAPPER.writeValueAsString(spec);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a specification could not be written as JSON: " + spec, e);
    }
  }

  /**
   * Reads a specification.
   *
   * @param json what {@link #write} gave, or was written by hand
   * @return a {@link io.github.flowlib.spec.FlowSpec} or {@link io.github.flowlib.spec.VaeSpec}
   * @throws IllegalArgumentException if it is no JSON or no specification, or breaks the rule of a
   *     record; the message names the rule, and the place where it is known
   */
  public static ModelSpec read(String json) {
    ModelSpec spec;
    try {
      spec = SpecMapper.MAPPER.readValue(json, ModelSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a specification cannot be read: " + reason(e), e);
    }
    if (spec == null) {
      throw new IllegalArgumentException("a specification must be a JSON object, but was null");
    }
    return spec;
  }

  /** The rule of a record where one was broken, and the place in the text. */
  private static String reason(JsonProcessingException e) {
    String rule =
        e.getCause() instanceof IllegalArgumentException broken
            ? String.valueOf(broken.getMessage())
            : e.getOriginalMessage();
    return e.getLocation() == null ? rule : rule + " (line " + e.getLocation().getLineNr() + ")";
  }
}
