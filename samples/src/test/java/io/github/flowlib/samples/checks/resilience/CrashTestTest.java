package io.github.flowlib.samples.checks.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTestTest {

  @TempDir private Path temporary;

  @Test
  void killedRunsEndWithTheSameBits() throws Exception {
    List<String> lines = new ArrayList<>();
    CrashTest.Result result = CrashTest.run(new CrashTest.Options(2, 1, temporary), lines::add);
    assertThat(result.passed()).as("%s%n%s", result, String.join("\n", lines)).isTrue();
    assertThat(result.kills()).isEqualTo(2);
    assertThat(result.whileTraining()).as("%s", lines).isPositive();
    assertThat(result.runs()).isPositive();
  }

  @Test
  void resultsThatDifferAreNoSuccess() {
    assertThat(new CrashTest.Result(5, 1, 4, 0, 3, 3).passed()).isTrue();
    assertThat(new CrashTest.Result(5, 1, 4, 0, 3, 2).passed()).isFalse();
    assertThat(new CrashTest.Result(5, 1, 4, 1, 3, 3).passed()).isFalse();
  }

  @Test
  void killsAreAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CrashTest.Options(0, 0, temporary))
        .withMessage("--kills must be at least 1, but was 0");
  }
}
