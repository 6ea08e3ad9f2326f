package io.github.flowlib.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.flowlib.data.CsvColumns;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Permutation;
import io.github.flowlib.spec.Softplus;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.TrainingDivergedException;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists that callers give to records are copied, and what records give back cannot be changed. */
class CopiesTest {

  static Stream<Arguments> owners() {
    EpochEnd epoch = new EpochEnd(1, 0, OptionalDouble.empty(), true, 1, 1, 1);
    return Stream.of(
        owner("FlowSpec", new Softplus(1), CopiesTest::transformsOfAFlow),
        owner("EventShape", 3, sizes -> new EventShape(sizes).sizes()),
        owner("Mlp", 3, units -> new Conditioner.Mlp(units, Activation.RELU).hidden()),
        owner(
            "Separate",
            (Conditioner) Conditioner.mlp(Activation.RELU),
            nets -> new Conditioner.Separate(nets).nets()),
        owner("Permutation", 0, order -> new Permutation(order).order()),
        owner("FixedAffine.shift", 1.0, shift -> new FixedAffine(shift, List.of(1.0)).shift()),
        owner("FixedAffine.scale", 1.0, scale -> new FixedAffine(List.of(1.0), scale).scale()),
        owner(
            "Mask",
            1,
            kept -> new Mask(Mask.Kind.POSITIONS, false, Optional.of(kept)).kept().orElseThrow()),
        owner("Variational", new Permutation(List.of(0)), CopiesTest::noiseOfADequantization),
        owner("Milestones", 1, epochs -> new Schedule.Milestones(epochs, 0.5).epochs()),
        owner("TrainingReport", epoch, all -> new TrainingReport(all, 1, false, 1, 1).epochs()),
        owner("TrainingStart", epoch, CopiesTest::epochsOfAStart),
        owner(
            "TrainingDivergedException",
            1.0,
            losses -> new TrainingDivergedException(1, losses, Optional.empty(), "").lastLosses()),
        owner(
            "CsvColumns.values",
            new CsvColumns.Value("a", false),
            values -> new CsvColumns(values, Optional.empty(), List.of(), Map.of()).values()),
        owner(
            "CsvColumns.context",
            "a",
            names -> new CsvColumns(List.of(), Optional.empty(), names, Map.of()).context()));
  }

  private static List<Transform> transformsOfAFlow(List<Transform> transforms) {
    return new FlowSpec(
            EventShape.vector(1), Context.none(), Dequantization.none(), transforms, Base.normal())
        .transforms();
  }

  private static List<Transform> noiseOfADequantization(List<Transform> noise) {
    return new Dequantization.Variational(256, noise).noise();
  }

  private static List<EpochEnd> epochsOfAStart(List<EpochEnd> done) {
    return new TrainingStart(1, 1, 1, 1, 0, done, null).epochsDone();
  }

  private static <T> Arguments owner(String name, T element, UnaryOperator<List<T>> throughIt) {
    return Arguments.of(name, element, throughIt);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("owners")
  void aListIsCopied(String name, Object element, UnaryOperator<List<Object>> throughIt) {
    List<Object> given = new ArrayList<>(List.of(element));
    List<Object> kept = throughIt.apply(given);
    given.clear();
    assertThat(kept).containsExactly(element);
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(kept::clear);
  }

  @Test
  void nullIsToldByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> Copies.of(null, "transforms"))
        .withMessage("transforms must not be null");
    List<String> holes = new ArrayList<>();
    holes.add(null);
    assertThatNullPointerException()
        .isThrownBy(() -> Copies.of(holes, "transforms"))
        .withMessage("transforms must not contain null, but was [null]");
  }
}
