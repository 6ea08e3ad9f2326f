package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.reflect.ClassPath;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every record of the package, so that it can be compared and written to JSON. */
class SpecRulesTest {

  static List<Class<?>> records() throws IOException {
    return ClassPath.from(FlowSpec.class.getClassLoader())
        .getTopLevelClasses(FlowSpec.class.getPackageName())
        .stream()
        .flatMap(info -> withNested(info.load()))
        .filter(Class::isRecord)
        .toList();
  }

  @Test
  void recordsAreFound() throws IOException {
    assertThat(records())
        .contains(FlowSpec.class, EventShape.class, Mask.class, ConditionerSpec.Mlp.class)
        .contains(TransformSpec.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        TransformSpec.class,
        Base.class,
        ModelSpec.class,
        ConditionerSpec.class,
        UnivariateSpec.class,
        ContextSpec.class,
        Dequantization.class,
        Likelihood.class
      })
  void sealedFamiliesHoldRecordsOnly(Class<?> family) {
    assertThat(family.isSealed()).isTrue();
    assertThat(family.getPermittedSubclasses()).isNotEmpty().allMatch(Class::isRecord);
  }

  /** Arrays and mutable collections would break equality and let a spec change. */
  @ParameterizedTest
  @MethodSource("records")
  void componentsAreValues(Class<?> type) {
    assertThat(type.getRecordComponents())
        .allSatisfy(
            component ->
                assertThat(component.getGenericType())
                    .as("%s.%s", type.getSimpleName(), component.getName())
                    .matches(
                        SpecRulesTest::holdsValues,
                        "is a value, an ImmutableList of them, or an Optional"));
  }

  /** {@code isX()} and {@code getX()} become JSON properties that no constructor takes back. */
  @ParameterizedTest
  @MethodSource("records")
  void noMethodLooksLikeBeanProperty(Class<?> type) {
    assertThat(type.getMethods())
        .filteredOn(method -> method.getDeclaringClass() != Object.class)
        .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
        .extracting(Method::getName)
        .contains("equals")
        .noneMatch(name -> name.matches("(is|get)\\P{Lower}.*"));
  }

  private static Stream<Class<?>> withNested(Class<?> type) {
    return Stream.concat(
        Stream.of(type), Stream.of(type.getDeclaredClasses()).flatMap(SpecRulesTest::withNested));
  }

  private static boolean holdsValues(Type type) {
    if (type instanceof ParameterizedType holder) {
      return (holder.getRawType() == ImmutableList.class || holder.getRawType() == Optional.class)
          && Stream.of(holder.getActualTypeArguments()).allMatch(SpecRulesTest::holdsValues);
    }
    return type instanceof Class<?> c
        && (c.isPrimitive()
            || c == Integer.class
            || c == Double.class
            || c == OptionalDouble.class
            || c == Double.class
            || c.isEnum()
            || c.isRecord()
            || (c.isSealed() && c.getPackage() == FlowSpec.class.getPackage()));
  }
}
