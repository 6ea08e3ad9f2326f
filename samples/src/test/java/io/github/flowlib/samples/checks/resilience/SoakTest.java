package io.github.flowlib.samples.checks.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {

  @TempDir private Path temporary;

  /** Memory is for the long run of the command: in a second anything may still grow. */
  @Test
  void noAnswerIsWrong() throws Exception {
    Soak.Result result =
        Soak.run(new Soak.Options(8, Duration.ofSeconds(2), Duration.ZERO, 1, temporary));
    assertThat(result.firstFailure()).isNull();
    assertThat(result.wrong()).isZero();
    assertThat(result.logProbs()).isPositive();
    assertThat(result.samples()).isPositive();
  }

  @Test
  void whatIsNoSuccess() {
    assertThat(result(0, ImmutableList.of(700L, 900L, 750L), null).passed()).isTrue();
    assertThat(result(0, ImmutableList.of(700L, 751L), null).passed()).isFalse();
    assertThat(result(1, ImmutableList.of(), null).passed()).isFalse();
    assertThat(result(0, ImmutableList.of(), "failed").passed()).isFalse();
  }

  private static Soak.Result result(
      long wrong, ImmutableList<Long> resident, @Nullable String failure) {
    return new Soak.Result(1, 1, 1, wrong, resident, ImmutableList.of(), failure);
  }

  @Test
  void badNumbersAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Soak.Options(0, Duration.ofSeconds(1), Duration.ZERO, 0, temporary))
        .withMessage("--threads must be 1 to 256, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Soak.Options(1, Duration.ZERO, Duration.ZERO, 0, temporary))
        .withMessage("--seconds must be above 0, but was 0");
  }
}
