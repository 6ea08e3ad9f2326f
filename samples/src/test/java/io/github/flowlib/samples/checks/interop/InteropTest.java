package io.github.flowlib.samples.checks.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteropTest {

  @TempDir private Path temporary;

  /** Python is for the command: a test must not depend on what a machine has. */
  @Test
  void aBareJavaProgramGetsTheSameNumbers() throws Exception {
    Interop.Result result = Interop.run(new Interop.Options(temporary, "no-such-python"));
    assertThat(result.rows()).hasSize(14).allMatch(Interop.Row::passed);
    assertThat(result.rows()).extracting(Interop.Row::program).containsOnly("TensorFlow Java");
    assertThat(result.skipped())
        .contains(
            "Python was not asked: there is no no-such-python; name another one with --python");
    assertThat(result.tensorflow()).containsOnlyKeys("TensorFlow Java");
    assertThat(result.tensorflow().get("TensorFlow Java")).startsWith("2.");
    assertThat(result.passed()).isTrue();
  }

  @Test
  void differencesThatAreTooLargeOrNoNumberAreFound() {
    assertThat(new Interop.Row("Python", "flow", "sample.x", 1e-3, 1e-3).passed()).isTrue();
    assertThat(new Interop.Row("Python", "flow", "sample.x", 2e-3, 1e-3).passed()).isFalse();
    assertThat(new Interop.Row("Python", "flow", "sample.x", Double.NaN, 1e-3).passed()).isFalse();
  }

  @Test
  void aCommandIsNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interop.Options(temporary, " "))
        .withMessage("--python must be a command, but was ' '");
  }
}
