package io.github.flowlib.samples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class PlainLogTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PlainLog log = new PlainLog(stream(out), stream(err));

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void warningsGoToStandardErrorWithTheirParameters() {
    LogRecord warning = new LogRecord(Level.WARNING, "the lock of {0} could not be closed");
    warning.setParameters(new Object[] {"/a"});
    log.publish(warning);
    log.publish(new LogRecord(Level.INFO, "models compute on cpu"));

    assertThat(err)
        .hasToString("Warning: the lock of /a could not be closed" + System.lineSeparator());
    assertThat(out).hasToString("models compute on cpu" + System.lineSeparator());
  }
}
