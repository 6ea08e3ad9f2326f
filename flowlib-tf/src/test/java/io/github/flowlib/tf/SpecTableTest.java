package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.flowlib.spec.Affine;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.spec.Univariate;
import io.github.flowlib.tf.internal.bijector.Bijectors;
import io.github.flowlib.tf.internal.bijector.UnivariateMaps;
import io.github.flowlib.tf.internal.distribution.BaseDistributions;
import io.github.flowlib.tf.internal.distribution.Observations;
import io.github.flowlib.tf.internal.graph.SpecTable;
import io.github.flowlib.tf.internal.network.ConditionerNetworks;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record of a sealed family that is compiled has a row in the table of that family. */
class SpecTableTest {

  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of(Transform.class, Bijectors.records()),
        Arguments.of(Univariate.class, UnivariateMaps.records()),
        Arguments.of(Conditioner.class, ConditionerNetworks.records()),
        Arguments.of(Base.class, BaseDistributions.records()),
        Arguments.of(Likelihood.class, Observations.records()),
        Arguments.of(ModelSpec.class, ModelKinds.records()));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyRecordHasARow(Class<?> family, Set<Class<?>> rows) {
    assertThat(rows).isEqualTo(Set.of(family.getPermittedSubclasses()));
  }

  @Test
  void aTableThatLacksARowIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                SpecTable.<Univariate, String>of(Univariate.class)
                    .row(Affine.class, spec -> "affine")
                    .build())
        .withMessageStartingWith("the table of Univariate must have a row for each of [")
        .withMessageContaining("io.github.flowlib.spec.Spline");
  }
}
