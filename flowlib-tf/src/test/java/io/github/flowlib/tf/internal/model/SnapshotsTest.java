package io.github.flowlib.tf.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.Runs;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Snapshots;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingStart;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
      try (Model<?> copy = snapshots.take(Model.class)) {
        validation.add(-((FlowModel) copy).evaluate(Runs.VALIDATION).logLikelihood());
      }
    }
  }

  @Test
  void aSnapshotHasTheWeightsOfItsMoment() {
    Look look = new Look();
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
    assertThatIllegalStateException()
        .isThrownBy(() -> look.snapshots.take(Model.class))
        .withMessage("this training is over; ask the model itself");
  }

  @Test
  void anotherThreadIsRefused() {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    TrainingListener elsewhere =
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            Thread other = new Thread(() -> start.snapshots().take(Model.class));
            other.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
            other.start();
            try {
              other.join();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        };
    try (FlowModel model = Runs.flow(3)) {
      model.fit(Runs.DATA, Fixtures.quick(1).listener(elsewhere).build());
    }
    assertThat(thrown.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("snapshots must be taken on the thread that trains");
  }

  /** It would be overwritten when the outer one ends. */
  @Test
  void fitWithinFitIsRefused() {
    try (FlowModel model = Runs.flow(3)) {
      TrainingListener again =
          new TrainingListener() {
            @Override
            public void onEpochEnd(EpochEnd epoch) {
              model.fit(Runs.DATA, Fixtures.quick(1).build());
            }
          };
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(Runs.DATA, Fixtures.quick(1).listener(again).build()))
          .withMessage(
              "fit must not be called by a listener of a training of the same model; call it"
                  + " afterwards");
    }
  }

  @Test
  void anotherKindOfModelIsRefused() {
    TrainingListener wrong =
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            start.snapshots().take(VaeModel.class);
          }
        };
    try (FlowModel model = Runs.flow(3)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.fit(Runs.DATA, Runs.training().listener(wrong).build()))
          .withMessage(
              "a snapshot must be taken as the kind of model that is trained, but was wanted as"
                  + " VaeModel; call take(FlowModel.class)");
    }
  }
}
