package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.NICE;
import io.github.flowlib.RealNVP;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchNormTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-5, 1e-50, 1e39, Double.NaN})
  void epsilonIsPositiveAndFinite(double epsilon) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchNorm(false, epsilon))
        .withMessage("epsilon must be above 0 and finite, but was " + epsilon);
  }

  @Test
  void theDefaultIsThatOfThePaper() {
    assertThat(BatchNorm.ofValues()).isEqualTo(new BatchNorm(false, 1e-5));
    assertThat(BatchNorm.ofChannels()).isEqualTo(new BatchNorm(true, 1e-5));
    assertThat(BatchNorm.ofValues().output(EventShape.vector(3))).isEqualTo(EventShape.vector(3));
  }

  @Test
  void presetsPutOneAfterEveryCouplingAndAutoregressiveTransform() {
    assertThat(
            RealNVP.builder()
                .dimension(4)
                .couplings(2)
                .standardize()
                .batchNorm()
                .build()
                .transforms())
        .extracting(transform -> transform.getClass().getSimpleName())
        .containsExactly(
            "Standardization", "AffineCoupling", "BatchNorm", "AffineCoupling", "BatchNorm");
    assertThat(NICE.builder().dimension(4).couplings(1).batchNorm().build().transforms())
        .extracting(transform -> transform.getClass().getSimpleName())
        .containsExactly("AdditiveCoupling", "BatchNorm", "DiagonalScaling");
    for (FlowSpec spec :
        ImmutableList.of(
            MAF.builder().dimension(4).layers(2).batchNorm().build(),
            IAF.builder().dimension(4).layers(2).batchNorm().build())) {
      assertThat(spec.transforms())
          .extracting(transform -> transform.getClass().getSimpleName())
          .containsExactly("Autoregressive", "BatchNorm", "Autoregressive", "BatchNorm");
    }
    assertThat(RealNVP.builder().dimension(4).build().transforms())
        .noneMatch(BatchNorm.class::isInstance);
    assertThat(RealNVP.builder().image(2, 2).batchNorm().build().transforms())
        .contains(BatchNorm.ofValues());
  }
}
