package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.spec.ConditionerSpec.Mlp;
import io.github.flowlib.spec.ConditionerSpec.Separate;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ConditionerSpecTest {

  private static final Mlp LINEAR = new Mlp(ImmutableList.of(), Activation.RELU);

  @Test
  void mlpHoldsItsLayers() {
    Mlp mlp = new Mlp(ImmutableList.of(64, 1), Activation.SILU);

    assertThat(mlp).hasToString("Mlp[hidden=[64, 1], activation=SILU]");
    assertThat(mlp)
        .isEqualTo(new Mlp(ImmutableList.of(64, 1), Activation.SILU))
        .isNotEqualTo(new Mlp(ImmutableList.of(1, 64), Activation.SILU))
        .isNotEqualTo(new Mlp(ImmutableList.of(64, 1), Activation.ELU));
  }

  @Test
  void mlpChecksItsLayers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mlp(ImmutableList.of(64, 0), Activation.RELU))
        .withMessage("hidden layers must have at least 1 unit each, but were [64, 0]");
    assertThatNullPointerException()
        .isThrownBy(() -> new Mlp(null, Activation.RELU))
        .withMessage("hidden must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new Mlp(ImmutableList.of(64), null))
        .withMessage("activation must not be null");
  }

  @Test
  void separateChecksItsNetworks() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> separate(0))
        .withMessage("separate conditioners must name at least 1 network, but were []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Separate(ImmutableList.of(separate(1))))
        .withMessage(
            "separate conditioners must not be nested, but were"
                + " [Separate[nets=[Mlp[hidden=[], activation=RELU]]]]");
    assertThatNullPointerException()
        .isThrownBy(() -> new Separate(null))
        .withMessage("nets must not be null");
  }

  @Test
  void separateNetworksAreOneOrOnePerParameter() {
    assertThatCode(
            () -> {
              separate(1).checkServes(1);
              separate(1).checkServes(2);
              separate(2).checkServes(2);
              LINEAR.checkServes(1);
              LINEAR.checkServes(2);
            })
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> separate(2).checkServes(1))
        .withMessage(
            "separate conditioners must be 1 (one for all, or one per parameter of the transform), but were 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> separate(3).checkServes(2))
        .withMessage(
            "separate conditioners must be 1 or 2 (one for all, or one per parameter of the transform), but were 3");
  }

  static Separate separate(int nets) {
    return new Separate(ImmutableList.copyOf(Collections.nCopies(nets, LINEAR)));
  }
}
