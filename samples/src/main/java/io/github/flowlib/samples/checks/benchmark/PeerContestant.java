package io.github.flowlib.samples.checks.benchmark;

import com.google.common.base.Splitter;
import io.github.flowlib.samples.results.Resources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** zuko on PyTorch, in a process of its own that waits while the others work. */
final class PeerContestant implements Contestant {

  private final Process process;
  private final PrintWriter to;
  private final BufferedReader from;
  private final String versions;

  /**
   * Starts Python.
   *
   * @param python the interpreter
   * @param source the directory that has the package {@code zuko}
   * @throws IOException if it does not start, or cannot import what it needs
   */
  PeerContestant(Path python, Path source, Workload workload) throws IOException {
    process =
        new ProcessBuilder(
                python.toString(),
                "-c",
                Resources.text(PeerContestant.class, "peer.py"),
                source.toString(),
                String.valueOf(workload.dimension()),
                String.valueOf(workload.couplings()),
                String.valueOf(workload.units()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    versions = answer();
  }

  /** Of the libraries that it has. */
  String versions() {
    return versions;
  }

  @Override
  public String name() {
    return "zuko";
  }

  @Override
  public boolean takes(Task task) {
    return true;
  }

  @Override
  public double[] millis(Task task, int times) throws IOException {
    to.println(task + " " + Clock.WARM_UP + " " + times);
    return Splitter.on(' ').splitToStream(answer()).mapToDouble(Double::parseDouble).toArray();
  }

  private String answer() throws IOException {
    String line = from.readLine();
    if (line == null) {
      throw new IOException("the peer has ended; what it said stands above");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    to.close();
    from.close();
    process.destroy();
  }
}
