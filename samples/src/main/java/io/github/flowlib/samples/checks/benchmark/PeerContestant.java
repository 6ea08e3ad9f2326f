package io.github.flowlib.samples.checks.benchmark;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.console.Reason;
import io.github.flowlib.samples.results.Resources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A program on PyTorch, in a process of its own that waits while the others work. */
final class PeerContestant implements Contestant {

  /** Which program. */
  enum Kind {
    ZUKO("zuko", "zuko.py"),
    /** What PyTorch does at best: nothing but the kernels of a step, one after the other. */
    CUDA_GRAPH("PyTorch, CUDA graph", "cuda_graph.py");

    private final String who;
    private final String script;

    Kind(String who, String script) {
      this.who = who;
      this.script = script;
    }

    /** How its program is started. */
    ImmutableList<String> command(Benchmark.Peer peer, Workload.Dense dense) {
      return ImmutableList.of(
          peer.python().toString(),
          "-c",
          Resources.text(PeerContestant.class, script),
          peer.source().toString(),
          String.valueOf(dense.dimension()),
          String.valueOf(dense.couplings()),
          String.valueOf(dense.units()));
    }

    static ImmutableList<Kind> on(boolean gpu) {
      return gpu ? ImmutableList.of(ZUKO, CUDA_GRAPH) : ImmutableList.of(ZUKO);
    }
  }

  private final Kind kind;
  private final String name;
  private final Process process;
  private final PrintWriter to;
  private final BufferedReader from;
  private final String versions;

  /**
   * Starts Python.
   *
   * @param peer the interpreter, and the directory that has the package {@code zuko}
   * @throws IOException if it does not start, or cannot import what it needs
   */
  PeerContestant(Kind kind, Benchmark.Peer peer, Workload.Dense dense) throws IOException {
    this.kind = kind;
    name = peer.python() + " with the " + kind.who + " of " + peer.source();
    try {
      process =
          new ProcessBuilder(kind.command(peer, dense))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new IOException("--peer must be a Python that starts, but " + Reason.of(e), e);
    }
    to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try {
      versions = answer();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Of the libraries that it has. */
  String versions() {
    return versions;
  }

  @Override
  public String name() {
    return kind.who;
  }

  @Override
  public boolean takes(Task task) {
    return task.kind() == Task.Kind.STEP || (kind == Kind.ZUKO && task.kind().isOfRows());
  }

  @Override
  public double[] millis(Task task, int times) throws IOException {
    // As often before as after: JMH runs a short call of ours for a second before it counts.
    to.println(task + " " + Math.max(Clock.WARM_UP, times) + " " + times);
    String answer = answer();
    try {
      return Splitter.on(' ').splitToStream(answer).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      throw new IOException(
          "the peer, " + name + ", must answer with numbers, but said: " + answer);
    }
  }

  private String answer() throws IOException {
    String line = from.readLine();
    if (line == null) {
      throw new IOException(
          "the peer, "
              + name
              + ", has ended without an answer; if it said why, that stands above: --peer must be a"
              + " Python that has PyTorch, and --peer-source the directory that has the package zuko");
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
