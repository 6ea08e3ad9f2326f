package io.github.flowlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingEndTest {

  private static final TrainingReport REPORT = new TrainingReport(List.of(), 0, false, 0, 0);

  @Test
  void itIsAReportOrAFailure() {
    assertThat(TrainingEnd.of(REPORT).report()).contains(REPORT);
    assertThat(TrainingEnd.of(REPORT).failure()).isEmpty();
    Throwable failure = new IllegalStateException();
    assertThat(TrainingEnd.of(failure).failure()).containsSame(failure);
    assertThat(TrainingEnd.of(failure).report()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingEnd(Optional.empty(), Optional.empty()))
        .withMessage("a training must end with a report or a failure, but has neither");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingEnd(Optional.of(REPORT), Optional.of(failure)))
        .withMessage("a training must end with a report or a failure, but has both");
  }
}
