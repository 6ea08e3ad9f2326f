package io.github.flowlib.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Columns that float32 can hold, and others. */
class FloatResolutionTest {

  private static final int ROWS = 20_000;

  private final SplittableRandom random = new SplittableRandom(7);

  private static double[] each(int rows, IntToDoubleFunction number) {
    return IntStream.range(0, rows).mapToDouble(number).toArray();
  }

  private static double[] drawn(int rows, DoubleSupplier number) {
    return DoubleStream.generate(number).limit(rows).toArray();
  }

  private double normal(double mean, double deviation) {
    return mean + deviation * random.nextGaussian();
  }

  private static double rounded(double number, double unit) {
    return Math.rint(number * unit) / unit;
  }

  private static DynamicTest held(String name, double... column) {
    return DynamicTest.dynamicTest(
        name, () -> assertThat(FloatResolution.problem("x", column.clone(), 0)).isEmpty());
  }

  /** Refused, and no longer with the origin that the message advises. */
  private static DynamicTest refused(String name, double... column) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Optional<String> problem = FloatResolution.problem("x", column.clone(), 0);
          assertThat(problem.orElse("held"))
              .matches(
                  "column x has \\d+ different numbers, of which float32 keeps \\d+: [-0-9.E]+ and [-0-9.E]+"
                      + " become one; subtract an origin before, such as withOrigin\\(\"x\", [-0-9.E]+\\)");
          double origin =
              Double.parseDouble(problem.get().replaceAll(".*\"x\", ([-0-9.E]+)\\)", "$1"));
          assertThat(FloatResolution.problem("x", column.clone(), origin)).isEmpty();
        });
  }

  @TestFactory
  DynamicTest[] ordinaryNumbersAreHeld() {
    return new DynamicTest[] {
      held("one", 0.1),
      held("a constant", 1.7e9, 1.7e9, 1.7e9),
      held("a constant, but for the arithmetic behind it", 0.3, 0.1 + 0.2, 0.3 - 1e-16),
      held("zero and one", 0, 1, 1, 0, -0.0),
      held("prices", drawn(ROWS, () -> rounded(Math.exp(normal(3, 1.5)), 100))),
      held("prices of houses", drawn(ROWS, () -> rounded(Math.exp(normal(13, 0.5)), 1))),
      held("sums in cents", drawn(ROWS, () -> rounded(Math.exp(normal(9, 2.5)), 100))),
      held("percentages", drawn(ROWS, () -> rounded(100 * random.nextDouble(), 10))),
      held("shares", drawn(ROWS, () -> random.nextDouble())),
      held("6 digits", drawn(ROWS, () -> rounded(random.nextDouble(), 1e6))),
      held("7 digits", drawn(ROWS, () -> rounded(9 + random.nextDouble(), 1e6))),
      held("15 digits", drawn(ROWS, () -> rounded(random.nextDouble(), 1e15))),
      held("15 digits, normal", drawn(ROWS, () -> normal(0, 1))),
      held("15 digits, temperatures", drawn(ROWS, () -> normal(293.15, 4))),
      held("15 digits, many", drawn(400_000, () -> normal(1013.25, 8))),
      held("15 digits, longitudes of a city", drawn(ROWS, () -> normal(-73.98, 0.05))),
      held("1e-9", drawn(ROWS, () -> 1e-9 * normal(3, 1))),
      held("1e-30", drawn(ROWS, () -> 1e-30 * normal(3, 1))),
      held("1e30", drawn(ROWS, () -> 1e30 * normal(3, 1))),
      held("p-values", drawn(ROWS, () -> Math.exp(-20 * random.nextDouble()))),
      held("p-values, tiny", drawn(ROWS, () -> Math.exp(-700 * random.nextDouble()))),
      held("heavy tails", drawn(ROWS, () -> normal(0, 1) / normal(0, 1))),
      held("years", drawn(ROWS, () -> 1990 + random.nextInt(35))),
      held("days since 1970", each(10_000, i -> 10_000 + i)),
      held("numbers of customers", drawn(ROWS, () -> 1 + random.nextInt(1_000_000_000))),
      held("rows", each(ROWS, i -> i)),
      held("a grid", each(ROWS, i -> i / (double) ROWS)),
      held("a grid with one number beside it", each(ROWS, i -> 1000 + (i == 9 ? 1e-5 : i / 100.0))),
      held("steps that no origin keeps", each(ROWS, i -> i % 5 + 1e9 * (i / 5 - ROWS / 10))),
      held("days over decades, in seconds", each(15_000, i -> 86_400.0 * i)),
      held("minutes around zero", each(ROWS, i -> 60.0 * (i - ROWS / 2))),
    };
  }

  @TestFactory
  DynamicTest[] numbersThatAreLargeBesideTheirDifferencesAreRefused() {
    return new DynamicTest[] {
      refused("two", 1_700_000_001, 1_700_000_050),
      refused("times", each(2000, i -> 1_700_000_001 + i % 700)),
      refused("times in any order", drawn(2000, () -> 1_700_000_000 + random.nextInt(100_000))),
      refused("every minute of a week", each(10_080, i -> 1_700_000_000 + 60.0 * i)),
      refused("every minute of a year", each(525_600, i -> 1_700_000_000 + 60.0 * i)),
      refused("every 100 seconds", each(ROWS, i -> 1_700_000_000 + 100.0 * i)),
      refused("about every minute", each(60_000, i -> 1.7e9 + 60 * i + 2 * random.nextDouble())),
      refused("seconds of a week", drawn(ROWS, () -> 1_700_000_000 + random.nextInt(604_800))),
      refused("times before 1970", each(ROWS, i -> -1_700_000_000 - 60.0 * i)),
      refused("milliseconds", each(ROWS, i -> 1_700_000_000_000L + 1000.0 * i)),
      refused("nanoseconds", each(ROWS, i -> 1_700_000_000_000_000_000L + 1e6 * i)),
      refused("seconds with a fraction", each(ROWS, i -> 1_700_000_000 + 0.001 * i)),
      refused("times, and 0 where there is none", each(ROWS, i -> i % 50 == 0 ? 0 : 1.7e9 + i)),
      refused(
          "times in any order, and 0",
          each(ROWS, i -> i % 50 == 0 ? 0 : 1_700_000_000 + random.nextInt(100_000))),
      refused("times, and an outlier", each(ROWS, i -> i == 9 ? 1e300 : 1.7e9 + 60 * i)),
      refused("dates", each(366, i -> 20_240_000 + 100 * (1 + i / 31) + 1 + i % 31)),
      refused("metres", drawn(ROWS, () -> 5_812_000 + 300 * random.nextDouble())),
      refused("Julian days", drawn(ROWS, () -> 2_460_000 + 365 * random.nextDouble())),
      refused("a clock that is nearly right", drawn(ROWS, () -> normal(1, 1e-9))),
      refused("numbers in a row", each(100, i -> 123_456_789 + i)),
    };
  }

  @Test
  void anExampleIsNamed() {
    double[] times = {1_700_000_001, 1_700_000_050, 1_700_000_200, 1_700_000_050};
    assertThat(FloatResolution.problem("time", times.clone(), 0))
        .contains(
            "column time has 3 different numbers, of which float32 keeps 2: 1700000001 and 1700000050 become"
                + " one; subtract an origin before, such as withOrigin(\"time\", 1.7E9)");
    assertThat(FloatResolution.problem("time", times.clone(), 1.7e9)).isEmpty();
    assertThat(FloatResolution.problem("time", times.clone(), 1))
        .as("an origin that does not help")
        .contains(
            "column time has 3 different numbers less its origin 1.0, of which float32 keeps 2: 1700000001 and"
                + " 1700000050 become one; subtract an origin before, such as withOrigin(\"time\", 1.7E9)");
  }

  @Test
  void numbersBelowFloat32NeedAnotherUnit() {
    assertThat(FloatResolution.problem("x", each(100, i -> Double.parseDouble(i + "e-47")), 0))
        .contains(
            "column x has 100 different numbers, of which float32 keeps 2: 0 and 7.0E-46 become one; write the"
                + " column in a smaller unit, so that its numbers are larger");
  }
}
