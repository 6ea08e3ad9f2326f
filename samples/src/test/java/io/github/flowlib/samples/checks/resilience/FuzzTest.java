package io.github.flowlib.samples.checks.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {

  @TempDir private Path temporary;

  @Test
  void damagedFilesAreRefused() throws IOException {
    Fuzz.Result result = Fuzz.run(new Fuzz.Options(25, 7, temporary));
    assertThat(result.firstFailures()).isEmpty();
    assertThat(result.kinds())
        .hasSize(9)
        .allSatisfy(
            kind ->
                assertThat(kind.refused() + kind.same() + kind.changed()).isEqualTo(kind.cases()));
    // Where every byte is covered by a checksum, hardly anything passes.
    assertThat(result.kinds().subList(0, 2))
        .allSatisfy(kind -> assertThat(kind.refused()).isGreaterThanOrEqualTo(24));
  }
}
