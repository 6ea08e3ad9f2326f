package io.github.flowlib.samples.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.exercises.training.Preprocessing;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.BatchNorm;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.train.Schedule;
import io.github.flowlib.train.Training;
import org.junit.jupiter.api.Test;

class PresetTest {

  private static final FitOptions FIT = new FitOptions(9, 100, 1e-4, 1, ImmutableList.of());

  /** Papamakarios, Pavlakou and Murray 2017, appendix. */
  @Test
  void thePublishedProtocolIsThatOfThePaper() {
    FlowSpec spec = Preset.PUBLISHED_REALNVP.spec(Preprocessing.LOGIT, FIT, Labels.NONE);
    ImmutableList<AffineCoupling> couplings =
        spec.transforms().stream()
            .filter(AffineCoupling.class::isInstance)
            .map(AffineCoupling.class::cast)
            .collect(ImmutableList.toImmutableList());
    assertThat(couplings).hasSize(5);
    for (AffineCoupling coupling : couplings) {
      assertThat(coupling.mask().kind()).isEqualTo(Mask.Kind.ALTERNATING);
      Conditioner.Separate networks = (Conditioner.Separate) coupling.conditioner();
      assertThat(networks.nets())
          .extracting(each -> ((Conditioner.Mlp) each).activation())
          .containsExactly(Activation.TANH, Activation.RELU);
      assertThat(networks.nets())
          .allSatisfy(
              each -> assertThat(((Conditioner.Mlp) each).hidden()).containsExactly(1024, 1024));
    }
    for (int i = 1; i < spec.transforms().size(); i++) {
      Transform before = spec.transforms().get(i - 1);
      assertThat(spec.transforms().get(i) instanceof BatchNorm)
          .isEqualTo(before instanceof AffineCoupling);
    }

    Training training =
        Preset.PUBLISHED_REALNVP.training(FIT).validation(Dataset.of(new float[][] {{1}})).build();
    assertThat(training.schedule()).isEqualTo(Schedule.constant());
    assertThat(training.l2()).hasValue(1e-6);
    assertThat(training.patience()).hasValue(30);
  }
}
