package io.github.flowlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.ModelSpec;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The context of every preset: classes, a vector, both, and their embedding. */
class ContextBuilderTest {

  enum Preset {
    OF_REAL_NVP(RealNVP::builder),
    OF_NICE(NICE::builder),
    OF_NEURAL_SPLINE_FLOW(NeuralSplineFlow::builder),
    OF_MAF(MAF::builder),
    OF_IAF(IAF::builder),
    OF_SCALES(RealNVP::multiScale),
    OF_GLOW(Glow::builder),
    OF_VAE(VAE::builder);

    private final Supplier<ModelBuilder<?>> builder;

    Preset(Supplier<ModelBuilder<?>> builder) {
      this.builder = builder;
    }

    ModelBuilder<?> builder() {
      ModelBuilder<?> empty = builder.get();
      empty.image(4, 4);
      return empty;
    }
  }

  private static ModelSpec build(ModelBuilder<?> builder) {
    return builder instanceof FlowBuilder<?> flow ? flow.build() : ((VAE.Builder) builder).build();
  }

  @ParameterizedTest
  @EnumSource
  void bothAreGivenInAnyOrder(Preset preset) {
    assertThat(
            Stream.of(
                    preset.builder().conditional(3).context(2),
                    preset.builder().context(2).conditional(3),
                    preset.builder().context(9).conditional(7).conditional(3).context(2))
                .map(builder -> build(builder).context()))
        .containsOnly(Context.classesAndVector(3, 2));
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreStandardizedUnlessTheyAreRaw(Preset preset) {
    assertThat(build(preset.builder().context(2)).context()).isEqualTo(new Context.Vector(2, true));
    assertThat(build(preset.builder().rawContext().context(2)).context())
        .isEqualTo(new Context.Vector(2, false))
        .isEqualTo(Context.vector(2).raw());
    assertThat(build(preset.builder().context(2).conditional(3).rawContext()).context())
        .isEqualTo(new Context.ClassesAndVector(3, 2, false))
        .isEqualTo(Context.classesAndVector(3, 2).raw());
    assertThat(build(preset.builder().context(2).embedding(4)).context().standardized()).isTrue();
    assertThat(
            build(preset.builder().context(2).embedding(4).rawContext()).context().standardized())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void rawContextNeedsNumbers(Preset preset) {
    for (ModelBuilder<?> builder :
        List.of(
            preset.builder().rawContext(),
            preset.builder().rawContext().conditional(3).embedding(4))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> build(builder))
          .withMessage(
              "rawContext() needs numbers of context; call context(width), or leave it out");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLastLayerOfAnEmbeddingIsItsWidth(Preset preset) {
    Activation own = preset == Preset.OF_VAE ? Activation.TANH : Activation.RELU;
    assertThat(build(preset.builder().embedding(16, 4).conditional(3).context(2)).context())
        .isEqualTo(
            Context.embedded(
                Context.classesAndVector(3, 2), new Conditioner.Mlp(ImmutableList.of(16), own), 4));
    Context table = build(preset.builder().conditional(3).embedding(9).embedding(4)).context();
    assertThat(table)
        .isEqualTo(
            Context.embedded(Context.classes(3), new Conditioner.Mlp(ImmutableList.of(), own), 4));
    assertThat(table.encodedWidth()).isEqualTo(4);
    assertThat(table.classes()).isEqualTo(3);
    assertThat(table.vectorWidth()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anEmbeddingHasTheNonlinearityOfTheOtherNetworks(Preset preset) {
    ModelBuilder<?> builder = preset.builder().context(2).embedding(16, 4);
    if (builder instanceof DenseFlowBuilder<?> flow) {
      flow.activation(Activation.SILU);
    } else if (builder instanceof MultiScaleFlowBuilder<?> flow) {
      flow.network(Conditioner.resNet(8, 1, Activation.SILU));
    } else {
      ((VAE.Builder) builder).activation(Activation.SILU);
    }
    assertThat(((Context.Embedded) build(builder).context()).network().activation())
        .isEqualTo(Activation.SILU);
  }

  @ParameterizedTest
  @EnumSource
  void anEmbeddingNeedsAContext(Preset preset) {
    assertThatIllegalStateException()
        .isThrownBy(() -> build(preset.builder().embedding(4)))
        .withMessage(
            "embedding(...) needs a context to embed; call conditional(classes) or context(width), or"
                + " leave it out");
  }

  @ParameterizedTest
  @EnumSource
  void anEmbeddingChecksItsLayers(Preset preset) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset.builder().embedding())
        .withMessage(
            "embedding must name the units of at least 1 layer (the last is the width of the"
                + " embedding), but named 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preset.builder().embedding(8, 0))
        .withMessage("layers of an embedding must have at least 1 unit each, but were [8, 0]");
    assertThatNullPointerException()
        .isThrownBy(() -> preset.builder().embedding((int[]) null))
        .withMessage("units of an embedding must not be null");
  }
}
