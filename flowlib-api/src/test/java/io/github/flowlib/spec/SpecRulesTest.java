package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.reflect.ClassPath;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Schedule;
import java.io.IOException;
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
        .contains(FlowSpec.class, EventShape.class, Mask.class, Conditioner.Mlp.class)
        .contains(Transform.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Transform.class,
        Base.class,
        ModelSpec.class,
        Conditioner.class,
        Univariate.class,
        Context.class,
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
                        SpecRulesTest::holdsValues, "is a value, a List of them, or an Optional"));
  }

  /** {@code Context.classes(10)}: nobody has to know the records, or their other constructors. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        Base.class,
        Conditioner.class,
        Context.class,
        Dequantization.class,
        Likelihood.class,
        Schedule.class,
        Optimizer.class
      })
  void aFamilyMakesItsMembers(Class<?> family) {
    assertThat(family.getPermittedSubclasses())
        .allSatisfy(
            member ->
                assertThat(family.getDeclaredMethods())
                    .as("factories of %s", member)
                    .anyMatch(
                        method ->
                            Modifier.isStatic(method.getModifiers())
                                && Modifier.isPublic(method.getModifiers())
                                && method.getReturnType() == member));
  }

  private static Stream<Class<?>> withNested(Class<?> type) {
    return Stream.concat(
        Stream.of(type), Stream.of(type.getDeclaredClasses()).flatMap(SpecRulesTest::withNested));
  }

  private static boolean holdsValues(Type type) {
    if (type instanceof ParameterizedType holder) {
      return (holder.getRawType() == List.class || holder.getRawType() == Optional.class)
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
