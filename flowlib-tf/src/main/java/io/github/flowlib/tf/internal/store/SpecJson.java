package io.github.flowlib.tf.internal.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.TransformSpec;
import io.github.flowlib.spec.UnivariateSpec;
import io.github.flowlib.train.OptimizerSpec;
import io.github.flowlib.train.Schedule;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Specifications as JSON. Records are written by their components, and a member of a sealed family
 * with its simple name as {@code type}; reading runs the records' own checks.
 */
public final class SpecJson {

  private static final ImmutableList<Class<?>> FAMILIES =
      ImmutableList.of(
          ModelSpec.class,
          TransformSpec.class,
          ConditionerSpec.class,
          UnivariateSpec.class,
          ContextSpec.class,
          Dequantization.class,
          Base.class,
          Likelihood.class,
          Schedule.class,
          OptimizerSpec.class);

  private static final long LARGEST_FILE = 16 << 20;

  public static final ObjectMapper MAPPER = mapper();

  private SpecJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Typed {}

  /** Before there were autoencoders, the specs of flows did not name their kind. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = FlowSpec.class)
  private interface TypedModel {}

  /** Before bases had parameters, they were names. */
  private static final class BaseReader extends StdDeserializer<Base> {

    private static final long serialVersionUID = 1L;

    private BaseReader() {
      super(Base.class);
    }

    @Override
    public Object deserializeWithType(
        JsonParser parser, DeserializationContext context, TypeDeserializer typed)
        throws IOException {
      return parser.hasToken(JsonToken.VALUE_STRING)
          ? deserialize(parser, context)
          : typed.deserializeTypedFromObject(parser, context);
    }

    @Override
    public Base deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String name = parser.getText();
      return switch (name) {
        case "NORMAL" -> Base.NORMAL;
        case "LOGISTIC" -> Base.LOGISTIC;
        default ->
            throw context.weirdStringException(
                name, Base.class, "a base without a type must be NORMAL or LOGISTIC");
      };
    }
  }

  private static ObjectMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(new GuavaModule())
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule().addDeserializer(Base.class, new BaseReader()))
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // What files of earlier versions lack is an Optional; anything else must not be absent.
            .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    for (Class<?> family : FAMILIES) {
      builder.addMixIn(family, family == ModelSpec.class ? TypedModel.class : Typed.class);
      for (Class<?> member : family.getPermittedSubclasses()) {
        builder.registerSubtypes(new NamedType(member, member.getSimpleName()));
      }
    }
    return builder.build();
  }

  public static String write(ModelSpec spec) {
    try {
      return MAPPER.writeValueAsString(spec);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a specification could not be written as JSON: " + spec, e);
    }
  }

  /** Reads one of our small files. */
  public static <T> T readFile(Path file, Class<T> type) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new ModelFormatException(
          file + " must have at most " + LARGEST_FILE + " bytes, but has " + Files.size(file));
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

  public static ModelSpec read(String json) throws JsonProcessingException {
    return MAPPER.readValue(json, ModelSpec.class);
  }
}
