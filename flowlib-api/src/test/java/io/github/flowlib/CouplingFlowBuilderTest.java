package io.github.flowlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Coupling;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.spec.MarginalSpline;
import io.github.flowlib.spec.Marginals;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Softplus;
import io.github.flowlib.spec.Standardization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options that all presets of coupling flows share, checked on each of them. */
class CouplingFlowBuilderTest {

  enum Preset {
    OF_REAL_NVP {
      @Override
      CouplingFlowBuilder<?> builder() {
        return RealNVP.builder();
      }
    },
    OF_NICE {
      @Override
      CouplingFlowBuilder<?> builder() {
        return NICE.builder();
      }
    },
    OF_NEURAL_SPLINE_FLOW {
      @Override
      CouplingFlowBuilder<?> builder() {
        return NeuralSplineFlow.builder();
      }

      @Override
      int unitsForImages() {
        return 512;
      }
    };

    abstract CouplingFlowBuilder<?> builder();

    int unitsForImages() {
      return 1024;
    }
  }

  @ParameterizedTest
  @EnumSource
  void imageIsOneGreyChannelOfDequantizedBytes(Preset preset) {
    FlowSpec spec = preset.builder().image(28, 20).build();

    assertThat(spec.event()).isEqualTo(EventShape.image(28, 20, 1));
    assertThat(spec.dequantization()).isEqualTo(Dequantization.uniform(256));
    assertThat(spec.context()).isEqualTo(Context.none());
    assertThat(spec.transforms().get(0)).isEqualTo(new Marginals(256));
    assertThat(masks(spec)).extracting(Mask::kind).containsOnly(Mask.Kind.CHECKERBOARD);
    assertThat(conditioners(spec))
        .containsOnly(mlp(Activation.RELU, preset.unitsForImages(), preset.unitsForImages()));
  }

  @ParameterizedTest
  @EnumSource
  void dimensionIsContinuousVectorWithoutPreprocessing(Preset preset) {
    FlowSpec spec = preset.builder().dimension(6).build();

    assertThat(spec.event()).isEqualTo(EventShape.vector(6));
    assertThat(spec.dequantization()).isEqualTo(Dequantization.none());
    assertThat(spec.context()).isEqualTo(Context.none());
    assertThat(spec.transforms().get(0)).isInstanceOf(Coupling.class);
    assertThat(masks(spec)).extracting(Mask::kind).containsOnly(Mask.Kind.ALTERNATING);
    assertThat(conditioners(spec)).containsOnly(mlp(Activation.RELU, 128, 128));
  }

  @ParameterizedTest
  @EnumSource
  void buildAsksForSizeOfData(Preset preset) {
    assertThatIllegalStateException()
        .isThrownBy(() -> preset.builder().couplings(2).build())
        .withMessage(
            "call image(height, width) or dimension(d) before build(): the size of the data is not"
                + " known");
  }

  @ParameterizedTest
  @EnumSource
  void imageChecksItsSizes(Preset preset) {
    CouplingFlowBuilder<?> builder = preset.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.image(0, 28))
        .withMessage("every size of an event shape must be at least 1, but was [0, 28, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.image(28, -1))
        .withMessage("every size of an event shape must be at least 1, but was [28, -1, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.image(1, 1))
        .withMessage(
            "an image must have at least 2 pixels (one is given the other), but was 1 x 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.image(65536, 32768))
        .withMessage("an event must have fewer than 2^31 values, but was [65536, 32768, 1]");
    assertThatIllegalStateException()
        .as("a refused image leaves the builder as it was")
        .isThrownBy(builder::build);
  }

  @ParameterizedTest
  @EnumSource
  void dimensionChecksItsSizeAndNamesWhatTakesOneNumber(Preset preset) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset.builder().dimension(1))
        .withMessage(
            "dimension must be at least 2 (a coupling maps one part given the other), but was 1; for one number use"
                + " MAF.builder().dimension(1).bins(8)");
  }

  @ParameterizedTest
  @EnumSource
  void laterSizeReplacesEarlierOne(Preset preset) {
    assertThat(preset.builder().dimension(5).dimension(3).build())
        .isEqualTo(preset.builder().dimension(3).build());
    assertThat(preset.builder().image(4, 4).image(28, 28).build())
        .isEqualTo(preset.builder().image(28, 28).build());
  }

  @ParameterizedTest
  @EnumSource
  void contextIsClassesOrVectorOrBoth(Preset preset) {
    assertThat(preset.builder().dimension(2).conditional(10).build().context())
        .isEqualTo(Context.classes(10));
    assertThat(preset.builder().dimension(2).context(3).build().context())
        .isEqualTo(Context.vector(3));
    Context both = Context.classesAndVector(10, 3);
    assertThat(preset.builder().dimension(2).conditional(10).context(3).build().context())
        .isEqualTo(both);
    assertThat(preset.builder().dimension(2).context(3).conditional(10).build().context())
        .isEqualTo(both);
    assertThat(
            preset
                .builder()
                .dimension(2)
                .conditional(4)
                .conditional(10)
                .context(3)
                .build()
                .context())
        .as("a later call replaces an earlier one")
        .isEqualTo(both);
  }

  @ParameterizedTest
  @EnumSource
  void contextChecksItsSize(Preset preset) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset.builder().conditional(1))
        .withMessage("classes must be at least 2, but was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset.builder().context(0))
        .withMessage("context width must be at least 1, but was 0");
  }

  @ParameterizedTest
  @EnumSource
  void couplingsAreCounted(Preset preset) {
    assertThat(masks(preset.builder().dimension(2).couplings(1).build())).hasSize(1);
    assertThat(masks(preset.builder().dimension(2).couplings(7).build())).hasSize(7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset.builder().couplings(0))
        .withMessage("couplings must be at least 1, but was 0");
  }

  @ParameterizedTest
  @EnumSource
  void hiddenLayersAreThoseNamed(Preset preset) {
    assertThat(conditioners(preset.builder().image(4, 4).hidden(7, 5, 3).build()))
        .containsOnly(mlp(Activation.RELU, 7, 5, 3));
    assertThat(conditioners(preset.builder().image(4, 4).hidden().build()))
        .containsOnly(mlp(Activation.RELU));
    assertThat(conditioners(preset.builder().dimension(4).hidden(9).hidden(8).build()))
        .containsOnly(mlp(Activation.RELU, 8));
  }

  @ParameterizedTest
  @EnumSource
  void hiddenLayersNeedUnits(Preset preset) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset.builder().hidden(0))
        .withMessage("hidden layers must have at least 1 unit each, but were [0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset.builder().hidden(64, -3, 64))
        .withMessage("hidden layers must have at least 1 unit each, but were [64, -3, 64]");
  }

  @ParameterizedTest
  @EnumSource
  void activationIsThatOfEveryNetworkWhereverItIsCalled(Preset preset) {
    assertThat(
            conditioners(
                preset.builder().dimension(2).activation(Activation.ELU).hidden(4).build()))
        .containsOnly(mlp(Activation.ELU, 4));
    assertThat(
            conditioners(
                preset.builder().dimension(2).hidden(4).activation(Activation.ELU).build()))
        .containsOnly(mlp(Activation.ELU, 4));
    assertThatNullPointerException()
        .isThrownBy(() -> preset.builder().activation(null))
        .withMessage("activation must not be null");
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfMaskServesTwoCouplingsInTurn(Preset preset) {
    Mask half = Mask.of(Mask.Kind.HALF);
    Mask alternating = Mask.of(Mask.Kind.ALTERNATING);

    FlowSpec spec =
        preset
            .builder()
            .dimension(4)
            .couplings(7)
            .masks(Mask.Kind.HALF, Mask.Kind.ALTERNATING)
            .build();

    assertThat(masks(spec))
        .containsExactly(
            half, half.flip(), alternating, alternating.flip(), half, half.flip(), alternating);
  }

  @ParameterizedTest
  @EnumSource
  void masksNeedKindThatFits(Preset preset) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset.builder().masks())
        .withMessage("masks must name at least 1 kind, but named 0");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                preset
                    .builder()
                    .masks(Mask.Kind.HALF, Mask.Kind.CHECKERBOARD)
                    .dimension(5)
                    .couplings(1)
                    .build())
        .withMessage("masks(CHECKERBOARD) needs image(h, w), but dimension(5) was called");
  }

  @ParameterizedTest
  @EnumSource
  void masksMayNameTheirPositions(Preset preset) {
    Mask one = Mask.keeping(0, 3);
    Mask other = Mask.of(Mask.Kind.HALF).flip();

    FlowSpec spec = preset.builder().dimension(4).couplings(5).masks(one, other).build();

    assertThat(masks(spec)).containsExactly(one, one.flip(), other, other.flip(), one);
    assertThatIllegalStateException()
        .isThrownBy(() -> preset.builder().dimension(3).masks(one).build())
        .withMessage(
            "transform 0 (%s): kept positions of a mask must be below 3 for an event [3], but one is"
                    .formatted(spec.transforms().get(0).getClass().getSimpleName())
                + " 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset.builder().masks(Mask.Kind.POSITIONS))
        .withMessageEndingWith("but kind POSITIONS has none; use Mask.keeping(…)");
    assertThatNullPointerException()
        .isThrownBy(() -> preset.builder().masks((Mask) null))
        .withMessage("masks must not contain null, but was [null]");
  }

  @ParameterizedTest
  @EnumSource
  void randomMasksAreDrawnForEveryPairAndWrittenDown(Preset preset) {
    List<Mask> drawn = masks(preset.builder().image(4, 4).couplings(5).randomMasks(3).build());

    assertThat(drawn).doesNotHaveDuplicates().hasSize(5);
    assertThat(drawn.get(1)).isEqualTo(drawn.get(0).flip());
    assertThat(drawn.get(3)).isEqualTo(drawn.get(2).flip());
    assertThat(masks(preset.builder().image(4, 4).couplings(5).randomMasks(3).build()))
        .isEqualTo(drawn);
    // Neighbouring seeds have nothing in common.
    assertThat(masks(preset.builder().image(4, 4).couplings(5).randomMasks(4).build()))
        .doesNotContainAnyElementsOf(drawn);
    assertThat(masks(preset.builder().image(4, 4).couplings(5).randomMasks(9).build()))
        .doesNotContainAnyElementsOf(drawn);
  }

  @ParameterizedTest
  @EnumSource
  void laterMasksReplaceEarlierOnes(Preset preset) {
    assertThat(masks(preset.builder().dimension(4).randomMasks(3).masks(Mask.keeping(1)).build()))
        .containsOnly(Mask.keeping(1), Mask.keeping(1).flip());
    assertThat(masks(preset.builder().dimension(4).randomMasks(3).masks(Mask.Kind.HALF).build()))
        .extracting(Mask::kind)
        .containsOnly(Mask.Kind.HALF);
    assertThat(masks(preset.builder().dimension(4).masks(Mask.Kind.HALF).randomMasks(3).build()))
        .extracting(Mask::kind)
        .containsOnly(Mask.Kind.POSITIONS);
  }

  @ParameterizedTest
  @EnumSource
  void baseReplacesDefault(Preset preset) {
    for (Base base : List.of(Base.normal(), Base.logistic(), Base.mixtureOfNormals(3))) {
      assertThat(preset.builder().dimension(2).base(base).build().base()).isEqualTo(base);
    }
    assertThatNullPointerException()
        .isThrownBy(() -> preset.builder().base(null))
        .withMessage("base must not be null");
  }

  @ParameterizedTest
  @EnumSource
  void logitSpansPixelsOrUnitInterval(Preset preset) {
    assertThat(preset.builder().image(28, 28).logit(1e-6).build().transforms().get(0))
        .isEqualTo(new Logit(1e-6, 0, 256));
    assertThat(preset.builder().dimension(2).logit(0.05).build().transforms().get(0))
        .isEqualTo(new Logit(0.05, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 9.9e-8, 0.5, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void logitChecksAlpha(double alpha) {
    for (Preset preset : Preset.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> preset.builder().logit(alpha))
          .withMessage("alpha must be at least 1e-7 and below 0.5, but was " + alpha);
    }
  }

  @ParameterizedTest
  @EnumSource
  void marginalsOfVectorsAreSplines(Preset preset) {
    FlowSpec spec = preset.builder().marginals().dimension(5).build();

    assertThat(spec.transforms().get(0)).isEqualTo(new MarginalSpline(32));
    assertThat(spec.dequantization()).isEqualTo(Dequantization.none());
    assertThat(spec.transforms().subList(1, spec.transforms().size()))
        .isEqualTo(preset.builder().dimension(5).build().transforms());
  }

  @ParameterizedTest
  @EnumSource
  void transformsOfTheUserComeFirst(Preset preset) {
    FlowSpec spec =
        preset
            .builder()
            .dimension(5)
            .preprocess(new Softplus(100), new MarginalSpline(16))
            .standardize()
            .build();

    assertThat(spec.transforms().subList(0, 3))
        .containsExactly(new Softplus(100), new MarginalSpline(16), new Standardization());
    assertThat(spec.transforms().subList(3, spec.transforms().size()))
        .isEqualTo(preset.builder().dimension(5).build().transforms());
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                preset
                    .builder()
                    .dimension(5)
                    .preprocess(FixedAffine.of(0, 2), new Softplus(1))
                    .build())
        .withMessageStartingWith(
            "transform 1 (Softplus): softplus must be the first transform of a flow");
    assertThatNullPointerException()
        .isThrownBy(() -> preset.builder().preprocess(null))
        .withMessage("transforms to preprocess with must not contain null, but was [null]");
  }

  @ParameterizedTest
  @EnumSource
  void laterPreprocessingReplacesEarlierOne(Preset preset) {
    FlowSpec marginals = preset.builder().image(4, 4).build();
    FlowSpec none = preset.builder().image(4, 4).noPreprocessing().build();

    assertThat(preset.builder().image(4, 4).logit(0.05).marginals().build()).isEqualTo(marginals);
    assertThat(preset.builder().image(4, 4).logit(0.05).noPreprocessing().build()).isEqualTo(none);
    assertThat(preset.builder().image(4, 4).preprocess(new MarginalSpline(8)).marginals().build())
        .isEqualTo(marginals);
    assertThat(none.transforms())
        .isEqualTo(marginals.transforms().subList(1, marginals.transforms().size()));
  }

  @ParameterizedTest
  @EnumSource
  void equalOptionsGiveEqualSpecs(Preset preset) {
    FlowSpec one = preset.builder().image(5, 4).couplings(3).hidden(8, 8).conditional(10).build();
    FlowSpec same = preset.builder().conditional(10).hidden(8, 8).couplings(3).image(5, 4).build();

    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).hasToString(same.toString());
    assertThat(one)
        .isNotEqualTo(
            preset.builder().image(5, 4).couplings(3).hidden(8, 9).conditional(10).build())
        .isNotEqualTo(
            preset.builder().image(5, 4).couplings(4).hidden(8, 8).conditional(10).build())
        .isNotEqualTo(preset.builder().image(5, 4).couplings(3).hidden(8, 8).conditional(9).build())
        .isNotEqualTo(
            preset.builder().image(4, 5).couplings(3).hidden(8, 8).conditional(10).build());
  }

  @ParameterizedTest
  @EnumSource
  void specDoesNotFollowBuilderOrArrays(Preset preset) {
    int[] units = {8, 8};
    Mask.Kind[] kinds = {Mask.Kind.HALF};
    CouplingFlowBuilder<?> builder = preset.builder();
    builder.dimension(4).couplings(2).hidden(units).masks(kinds);
    FlowSpec before = builder.build();

    units[0] = 99;
    kinds[0] = Mask.Kind.ALTERNATING;
    assertThat(builder.build()).isEqualTo(before);
    FlowSpec after = builder.couplings(3).build();
    assertThat(masks(before)).hasSize(2);
    assertThat(masks(after)).hasSize(3);
  }

  static List<Mask> masks(FlowSpec spec) {
    return couplings(spec).map(Coupling::mask).toList();
  }

  static List<Conditioner> conditioners(FlowSpec spec) {
    return couplings(spec).map(Coupling::conditioner).toList();
  }

  private static Stream<Coupling> couplings(FlowSpec spec) {
    return spec.transforms().stream().filter(Coupling.class::isInstance).map(Coupling.class::cast);
  }

  static Conditioner mlp(Activation activation, Integer... hidden) {
    return new Conditioner.Mlp(ImmutableList.copyOf(hidden), activation);
  }
}
