package io.github.flowlib.samples.exercises.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Glow;
import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.NICE;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.RealNVP;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Transform;
import org.junit.jupiter.api.Test;

class ModelNameTest {

  private static final FlowSpec AFFINE =
      RealNVP.builder().dimension(4).couplings(3).hidden(2).build();
  private static final FlowSpec ADDITIVE =
      NICE.builder().dimension(4).couplings(2).hidden(2).build();

  private static FlowSpec with(ImmutableList<Transform> transforms) {
    return new FlowSpec(
        AFFINE.event(), AFFINE.context(), AFFINE.dequantization(), transforms, AFFINE.base());
  }

  @Test
  void couplingsOfOneKindHaveANameOfTheirOwn() {
    assertThat(ModelName.of(AFFINE)).isEqualTo("RealNVP(3)");
    assertThat(ModelName.of(ADDITIVE)).isEqualTo("NICE(2)");
    assertThat(
            ModelName.of(
                RealNVP.builder().dimension(4).couplings(3).hidden(2).conditional(10).build()))
        .isEqualTo("Conditional RealNVP(3)");
    assertThat(ModelName.of(NeuralSplineFlow.builder().dimension(4).couplings(2).build()))
        .isEqualTo("Neural spline flow(2)");
    assertThat(ModelName.of(RealNVP.multiScale().image(4, 4).scales(1).build()))
        .isEqualTo("Multi-scale RealNVP(8)");
    assertThat(ModelName.of(Glow.builder().image(4, 4).steps(3).build())).isEqualTo("Glow(6)");
    assertThat(ModelName.of(MAF.builder().dimension(4).layers(3).build())).isEqualTo("MAF(3)");
    assertThat(ModelName.of(IAF.builder().dimension(4).layers(3).build())).isEqualTo("IAF(3)");
  }

  @Test
  void othersAreFlows() {
    FlowSpec mixed =
        with(
            ImmutableList.<Transform>builder()
                .addAll(AFFINE.transforms())
                .addAll(ADDITIVE.transforms())
                .build());

    assertThat(ModelName.of(mixed)).isEqualTo("Flow(5 couplings)");
    assertThat(ModelName.couplings(mixed)).isEqualTo(5);
    assertThat(ModelName.of(with(ImmutableList.of()))).isEqualTo("Flow(0 couplings)");
  }
}
