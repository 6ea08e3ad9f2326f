package io.github.flowlib.samples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void barePathsBecomeSentences() {
    assertThat(Reason.of(new NoSuchFileException("/a"))).isEqualTo("/a does not exist");
    assertThat(Reason.of(new AccessDeniedException("/a"))).isEqualTo("access to /a is denied");
  }

  @Test
  void linesBecomeOne() {
    IOException failure = new IOException("no mirror delivered:\n  a: timeout\n  b: refused\nDo.");

    assertThat(Reason.of(failure)).isEqualTo("no mirror delivered: a: timeout; b: refused; Do");
    assertThat(Reason.inShort(failure)).isEqualTo("no mirror delivered");
  }

  @Test
  void exceptionsWithoutMessageAreNamed() {
    assertThat(Reason.of(new OutOfMemoryError())).isEqualTo("OutOfMemoryError");
    assertThat(Reason.inShort(new IOException())).isEqualTo("IOException");
  }
}
