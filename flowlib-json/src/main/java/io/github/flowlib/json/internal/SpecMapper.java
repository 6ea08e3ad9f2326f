package io.github.flowlib.json.internal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.spec.Univariate;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Schedule;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What writes specifications as JSON and reads them. Records are written by their components, and a
 * member of a sealed family with its simple name as {@code type}; reading runs the records' own
 * checks.
 */
public final class SpecMapper {

  private static final List<Class<?>> FAMILIES =
      List.of(
          ModelSpec.class,
          Transform.class,
          Conditioner.class,
          Univariate.class,
          Context.class,
          Dequantization.class,
          Base.class,
          Likelihood.class,
          Schedule.class,
          Optimizer.class);

  /** What records were called before, in the files of earlier versions. */
  private static final Map<String, Class<?>> EARLIER_NAMES =
      Map.of(
          "Gaussian", Likelihood.Normal.class, "LearnedGaussian", Likelihood.LearnedNormal.class);

  /** Reads and writes specifications, and records that hold them. */
  public static final ObjectMapper MAPPER = mapper();

  private SpecMapper() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Typed {}

  /** Before there were autoencoders, the specs of flows did not name their kind. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = FlowSpec.class)
  private interface TypedModel {}

  /** Before contexts were standardised, files did not say that they are not. */
  private interface EarlierContext {

    @JsonSetter(nulls = Nulls.AS_EMPTY)
    boolean standardized();
  }

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
        case "NORMAL" -> Base.normal();
        case "LOGISTIC" -> Base.logistic();
        default ->
            throw context.weirdStringException(
                name, Base.class, "a base without a type must be NORMAL or LOGISTIC");
      };
    }
  }

  private static ObjectMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule().addDeserializer(Base.class, new BaseReader()))
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            // A question such as isImage() is no component.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // What files of earlier versions lack is an Optional; anything else must not be absent.
            .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    builder.addMixIn(Context.Vector.class, EarlierContext.class);
    builder.addMixIn(Context.ClassesAndVector.class, EarlierContext.class);
    for (Class<?> family : FAMILIES) {
      builder.addMixIn(family, family == ModelSpec.class ? TypedModel.class : Typed.class);
      for (Class<?> member : family.getPermittedSubclasses()) {
        builder.registerSubtypes(new NamedType(member, member.getSimpleName()));
      }
    }
    // The first name of a class is the one that is written; all are read.
    EARLIER_NAMES.forEach((name, type) -> builder.registerSubtypes(new NamedType(type, name)));
    return builder.build();
  }
}
