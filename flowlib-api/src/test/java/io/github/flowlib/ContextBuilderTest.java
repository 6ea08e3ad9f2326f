package io.github.flowlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.ConditionerSpec;
import io.github.flowlib.spec.ContextSpec;
import io.github.flowlib.spec.ModelSpec;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The context of every preset: classes, a vector, both, and their embedding. */
class ContextBuilderTest {

  enum Preset {
    REAL_NVP(RealNVP::builder),
    NICE(Nice::builder),
    NEURAL_SPLINE_FLOW(NeuralSplineFlow::builder),
    MAF(Maf::builder),
    IAF(Iaf::builder),
    VAE(Vae::builder);

    private final Supplier<ModelBuilder<?>> builder;

    Preset(Supplier<ModelBuilder<?>> builder) {
      this.builder = builder;
    }

    ModelBuilder<?> builder() {
      ModelBuilder<?> empty = builder.get();
      empty.dimension(2);
      return empty;
    }
  }

  private static ModelSpec build(ModelBuilder<?> builder) {
    return builder instanceof FlowBuilder<?> flow ? flow.build() : ((Vae.Builder) builder).build();
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
        .containsOnly(new ContextSpec.ClassesAndVector(3, 2));
  }

  @ParameterizedTest
  @EnumSource
  void theLastLayerOfAnEmbeddingIsItsWidth(Preset preset) {
    Activation own = preset == Preset.VAE ? Activation.TANH : Activation.RELU;
    assertThat(build(preset.builder().embedding(16, 4).conditional(3).context(2)).context())
        .isEqualTo(
            new ContextSpec.Embedded(
                new ContextSpec.ClassesAndVector(3, 2),
                new ConditionerSpec.Mlp(ImmutableList.of(16), own),
                4));
    ContextSpec table = build(preset.builder().conditional(3).embedding(9).embedding(4)).context();
    assertThat(table)
        .isEqualTo(
            new ContextSpec.Embedded(
                new ContextSpec.Classes(3), new ConditionerSpec.Mlp(ImmutableList.of(), own), 4));
    assertThat(table.encodedWidth()).isEqualTo(4);
    assertThat(table.classes()).isEqualTo(3);
    assertThat(table.vectorWidth()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anEmbeddingHasTheNonlinearityOfTheOtherNetworks(Preset preset) {
    ModelBuilder<?> builder = preset.builder().context(2).embedding(16, 4);
    if (builder instanceof FlowBuilder<?> flow) {
      flow.activation(Activation.SILU);
    } else {
      ((Vae.Builder) builder).activation(Activation.SILU);
    }
    assertThat(((ContextSpec.Embedded) build(builder).context()).network().activation())
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
