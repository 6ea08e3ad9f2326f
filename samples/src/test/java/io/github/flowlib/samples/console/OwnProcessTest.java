package io.github.flowlib.samples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.samples.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnProcessTest {

  private static final String MAIN = Main.class.getName();

  private static List<String> command(String javaOptions) throws IOException, URISyntaxException {
    URL here = Path.of("").toAbsolutePath().toUri().toURL();
    return OwnProcess.command(Main.class, new URL[] {here}, javaOptions, "realnvp", "--epochs=1");
  }

  @Test
  void theCommandLineAndJavaOptionsArePassedOn() throws IOException, URISyntaxException {
    List<String> command = command(" -Xmx4g\t-Da=b ");

    assertThat(command).endsWith(MAIN, "realnvp", "--epochs=1");
    assertThat(command.subList(0, command.indexOf(MAIN)))
        .containsSubsequence("-Xmx4g", "-Da=b", "-cp");
    assertThat(command(null)).noneMatch(String::isBlank).doesNotContain("-Xmx4g");
  }

  /** Its errors cannot be read, but it works on and ends. */
  private static final class Unreadable extends Process {

    @Override
    public InputStream getErrorStream() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          throw new IOException("the pipe broke");
        }
      };
    }

    @Override
    public int waitFor() {
      return 7;
    }

    @Override
    public int exitValue() {
      return 7;
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public void destroy() {}
  }

  @Test
  void aBrokenPipeDoesNotEndTheWait() {
    assertThat(OwnProcess.follow(new Unreadable())).isEqualTo(7);
  }
}
