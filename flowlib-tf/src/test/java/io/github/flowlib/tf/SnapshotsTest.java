package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Snapshots;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingStart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A listener looks at the model in training. */
class SnapshotsTest {

  private static final class Look implements TrainingListener {

    private final List<Double> validation = new ArrayList<>();
    private Snapshots snapshots;

    @Override
    public void onStart(TrainingStart start) {
      snapshots = start.snapshots();
    }

    @Override
    public void onEpochEnd(EpochEnd epoch) {
      try (Model copy = snapshots.take()) {
        validation.add(-((FlowModel) copy).evaluate(Runs.VALIDATION).logLikelihood());
      }
    }
  }

  @Test
  void aSnapshotHasTheWeightsOfItsMoment() {
    Look look = new Look();
    Look nobody = new Look();
    try (FlowModel model = Runs.flow(3);
        FlowModel unwatched = Runs.flow(3)) {
      List<EpochEnd> epochs = model.fit(Runs.DATA, Runs.training().listener(look).build()).epochs();
      assertThat(look.validation)
          .containsExactlyElementsOf(
              epochs.stream().map(epoch -> epoch.validationLoss().orElseThrow()).toList());
      assertThat(look.validation).doesNotHaveDuplicates();
      unwatched.fit(Runs.DATA, Runs.training().build());
      assertThat(model.logProb(Runs.VALIDATION))
          .as("looking changes nothing")
          .containsExactly(unwatched.logProb(Runs.VALIDATION));
    }
    assertThat(nobody.validation).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(look.snapshots::take)
        .withMessage("this training is over; ask the model itself");
  }
}
