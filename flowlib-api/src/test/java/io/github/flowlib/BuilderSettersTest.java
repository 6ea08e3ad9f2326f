package io.github.flowlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Softplus;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.Optimizer;
import io.github.flowlib.train.Precision;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A bad value is told by the setter, in every builder; a contradiction by {@code build()}. */
class BuilderSettersTest {

  private static final Map<String, Supplier<Object>> BUILDERS =
      Map.ofEntries(
          Map.entry("RealNVP", RealNVP::builder),
          Map.entry("RealNVP.multiScale", RealNVP::multiScale),
          Map.entry("NICE", NICE::builder),
          Map.entry("NeuralSplineFlow", NeuralSplineFlow::builder),
          Map.entry("NeuralSplineFlow.multiScale", NeuralSplineFlow::multiScale),
          Map.entry("MAF", MAF::builder),
          Map.entry("IAF", IAF::builder),
          Map.entry("Glow", Glow::builder),
          Map.entry("VAE", VAE::builder),
          Map.entry("Training", Training::builder));

  /** Every value of these is a good one. */
  private static final Set<Class<?>> NEVER_BAD = Set.of(long.class);

  /** A value of every type that every setter takes. */
  private static final Map<Class<?>, Object> GOOD =
      Map.ofEntries(
          Map.entry(int.class, 2),
          Map.entry(double.class, 0.4),
          Map.entry(long.class, 1L),
          Map.entry(int[].class, new int[] {2}),
          Map.entry(Activation.class, Activation.TANH),
          Map.entry(Base.class, Base.normal()),
          Map.entry(Transform.class, new Softplus(1)),
          Map.entry(Transform[].class, new Transform[] {new Softplus(1)}),
          Map.entry(Mask.class, Mask.of(Mask.Kind.HALF)),
          Map.entry(Mask[].class, new Mask[] {Mask.of(Mask.Kind.HALF)}),
          Map.entry(Mask.Kind[].class, new Mask.Kind[] {Mask.Kind.HALF}),
          Map.entry(Conditioner.ResNet.class, Conditioner.resNet(2, 1, Activation.RELU)),
          Map.entry(Likelihood.class, Likelihood.bernoulli()),
          Map.entry(FlowSpec.class, RealNVP.builder().dimension(2).build()),
          Map.entry(Schedule.class, Schedule.constant()),
          Map.entry(Optimizer.class, Optimizer.adam()),
          Map.entry(Precision.class, Precision.FAST),
          Map.entry(Dataset.class, Dataset.of(new float[][] {{1, 2}})),
          Map.entry(Checkpoints.class, Checkpoints.in(Path.of("run"))),
          Map.entry(TrainingListener.class, new TrainingListener() {}));

  static Stream<Arguments> settersAndParameters() {
    return BUILDERS.keySet().stream()
        .sorted()
        .flatMap(
            name ->
                setters(name).stream()
                    .flatMap(
                        setter ->
                            Stream.iterate(0, i -> i < setter.getParameterCount(), i -> i + 1)
                                .filter(i -> !NEVER_BAD.contains(setter.getParameterTypes()[i]))
                                .map(i -> Arguments.of(name, setter, i))));
  }

  /** What a builder has, but for those that only its supertype declares with an erased result. */
  private static List<Method> setters(String builder) {
    return Arrays.stream(BUILDERS.get(builder).get().getClass().getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
        .filter(method -> method.getParameterCount() > 0)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("settersAndParameters")
  void aBadValueIsToldByTheSetter(String builder, Method setter, int parameter)
      throws IllegalAccessException {
    for (Object bad : badValues(setter.getParameterTypes()[parameter])) {
      Object[] values = Arrays.stream(setter.getParameterTypes()).map(GOOD::get).toArray();
      assertThat(values).doesNotContainNull();
      assertThat(call(builder, setter, values)).as("%s with good values", setter).isNull();
      values[parameter] = bad;
      String what = setter.getName() + Arrays.deepToString(values);
      Throwable told = call(builder, setter, values);
      boolean holdsNull = Arrays.deepToString(values).contains("null");
      assertThat(told)
          .as(what)
          .isExactlyInstanceOf(
              holdsNull ? NullPointerException.class : IllegalArgumentException.class);
      assertThat(told.getMessage())
          .as(what)
          .containsAnyOf("must", "needs")
          .contains(holdsNull ? "null" : value(bad));
    }
  }

  /** What the message must name: a number as it is printed, or the number in an array. */
  private static String value(Object bad) {
    return bad instanceof int[] numbers ? String.valueOf(numbers[0]) : String.valueOf(bad);
  }

  private static List<Object> badValues(Class<?> type) {
    if (type == int.class) {
      return List.of(-1, Integer.MIN_VALUE);
    }
    if (type == double.class) {
      return List.of(-1.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    List<Object> bad = new ArrayList<>();
    bad.add(null);
    if (type == int[].class) {
      bad.add(new int[] {0});
      bad.add(new int[] {-1, 3});
    } else if (type.isArray()) {
      bad.add(Array.newInstance(type.getComponentType(), 1)); // an element is null
    }
    return bad;
  }

  /** What it throws, if anything. */
  private static Throwable call(String builder, Method setter, Object[] values)
      throws IllegalAccessException {
    try {
      setter.setAccessible(true); // the builder's class is public, but its superclass may not be
      setter.invoke(BUILDERS.get(builder).get(), values);
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
  }

  @Test
  void everyBuilderHasItsSetters() {
    assertThat(setters("RealNVP")).extracting(Method::getName).contains("couplings", "conditional");
    assertThat(setters("Glow"))
        .extracting(Method::getName)
        .contains("steps", "network", "image")
        .doesNotContain("dimension", "hidden", "dropout", "activation", "couplings", "masks");
    assertThat(setters("RealNVP.multiScale"))
        .extracting(Method::getName)
        .contains("scales", "couplings", "network")
        .doesNotContain("dimension", "hidden", "dropout", "activation", "masks", "randomMasks");
  }

  static Stream<Arguments> contradictions() {
    FlowSpec narrow = RealNVP.builder().dimension(3).build();
    return Stream.of(
        contradiction(
            () -> RealNVP.builder().dimension(4).image(2, 2).build(),
            "the data are either images or vectors, but image(...) says that they are [2, 2, 1] and"
                + " dimension(...) [4]; leave out one"),
        contradiction(
            () -> VAE.builder().image(2, 2).dimension(4).build(), "either images or vectors"),
        contradiction(() -> RealNVP.builder().build(), "call image(height, width) or dimension(d)"),
        contradiction(() -> Glow.builder().build(), "call image(height, width) before build()"),
        contradiction(
            () -> MAF.builder().dimension(2).bins(8).logScaleBound(1).build(),
            "bins(...) and bound(...) are of splines and logScaleBound(...) is of affine maps, but"
                + " both were called; leave out one"),
        contradiction(
            () -> IAF.builder().dimension(2).logScaleBound(1).bound(3).build(), "leave out one"),
        contradiction(
            () -> RealNVP.builder().dimension(2).base(Base.conditionalNormal()).build(),
            "a base that is conditional needs a context"),
        contradiction(
            () -> MAF.builder().dimension(2).embedding(4).build(),
            "embedding(...) needs a context to embed"),
        contradiction(
            () -> RealNVP.builder().dimension(2).variationalDequantization(2, 8).build(),
            "variationalDequantization(...) needs 8-bit data"),
        contradiction(
            () -> RealNVP.builder().dimension(4).masks(Mask.Kind.CHECKERBOARD).build(),
            "masks(CHECKERBOARD) needs image(h, w)"),
        contradiction(
            () -> RealNVP.builder().dimension(4).masks(Mask.keeping(0, 9)).build(),
            "kept positions of a mask must be below 4"),
        contradiction(
            () -> RealNVP.multiScale().image(6, 6).build(), "2 scales need images whose height"),
        contradiction(
            () ->
                NeuralSplineFlow.multiScale()
                    .image(4, 4)
                    .preprocess(
                        io.github.flowlib.spec.FixedAffine.of(new double[3], new double[] {1}))
                    .build(),
            "shift must have 1 number or one for each of the 16 values"),
        contradiction(
            () -> VAE.builder().image(2, 2).prior(narrow).build(),
            "the prior must be a flow of vectors with 50 values"),
        contradiction(
            () -> VAE.builder().dimension(4).likelihood(Likelihood.discretizedLogistic()).build(),
            "discretizedLogistic() needs 8-bit data"),
        contradiction(
            () -> Training.builder().earlyStopping(5).build(),
            "earlyStopping(5) needs validation data; add validation(...) or leave it out"),
        contradiction(
            () -> Training.builder().schedule(Schedule.plateau(3, 0.5)).build(),
            "schedule Plateau[patience=3, decay=0.5] needs validation data; add validation(...) or use"
                + " another schedule"));
  }

  private static Arguments contradiction(Supplier<Object> built, String message) {
    return Arguments.of(message, built);
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void aContradictionIsToldByBuild(String message, Supplier<Object> built) {
    assertThatIllegalStateException().isThrownBy(built::get).withMessageContaining(message);
    assertThat(catchThrowable(built::get)).isExactlyInstanceOf(IllegalStateException.class);
  }
}
