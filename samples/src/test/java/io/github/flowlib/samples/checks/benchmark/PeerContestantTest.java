package io.github.flowlib.samples.checks.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a shell script in the place of Python, which says what it was asked. */
@DisabledOnOs(OS.WINDOWS)
class PeerContestantTest {

  private static final Workload.Dense DENSE = new Workload.Dense(784, 5, 1024);

  @TempDir private Path directory;

  private PeerContestant start(PeerContestant.Kind kind, String script) throws IOException {
    Path python = Files.writeString(directory.resolve("python"), "#!/bin/sh\n" + script);
    assertThat(python.toFile().setExecutable(true)).isTrue();
    return new PeerContestant(
        kind, new Benchmark.Peer(python, directory.resolve("source of zuko")), DENSE);
  }

  @Test
  void taskByTaskItIsAskedAndAnswers() throws IOException {
    String script =
        """
        echo "$1 of $3, $4 $5 $6"
        while read -r kind rows warm_up times; do
          case $kind in
            step) echo "1.5 $rows $warm_up $times" ;;
            *) echo "0.25" ;;
          esac
        done
        """;
    try (PeerContestant peer = start(PeerContestant.Kind.ZUKO, script)) {
      assertThat(peer.name()).isEqualTo("zuko");
      assertThat(peer.versions())
          .isEqualTo("-c of " + directory.resolve("source of zuko") + ", 784 5 1024");
      assertThat(peer.millis(Task.step(100), 7)).containsExactly(1.5, 100, 7, 7);
      assertThat(peer.millis(Task.step(100), 1)).containsExactly(1.5, 100, Clock.WARM_UP, 1);
      assertThat(peer.millis(Task.logProb(1), 7)).containsExactly(0.25);
    }
  }

  @Test
  void eachIsAskedWhatItsProgramCanDo() throws IOException {
    String script = "case $2 in *CUDAGraph*) echo graph ;; *) echo zuko ;; esac";
    try (PeerContestant zuko = start(PeerContestant.Kind.ZUKO, script);
        PeerContestant graph = start(PeerContestant.Kind.CUDA_GRAPH, script)) {
      assertThat(zuko.versions()).isEqualTo("zuko");
      assertThat(zuko.takes(Task.step(1))).isTrue();
      assertThat(zuko.takes(Task.sample(1))).isTrue();
      assertThat(zuko.takes(Task.ofModel(Task.Kind.LOAD))).isFalse();
      assertThat(graph.versions()).isEqualTo("graph");
      assertThat(graph.takes(Task.step(1))).isTrue();
      assertThat(graph.takes(Task.sample(1))).isFalse();
    }
  }

  @Test
  void oneThatEndsIsAnError() throws IOException {
    assertThatIOException()
        .isThrownBy(() -> start(PeerContestant.Kind.ZUKO, "exit 1"))
        .withMessage(ended());
    assertThatIOException()
        .isThrownBy(
            () ->
                new PeerContestant(
                    PeerContestant.Kind.ZUKO,
                    new Benchmark.Peer(directory.resolve("none"), directory),
                    DENSE))
        .withMessageStartingWith("--peer must be a Python that starts, but ");
    try (PeerContestant peer =
        start(PeerContestant.Kind.ZUKO, "echo one; read -r task; echo Killed")) {
      assertThatIOException()
          .isThrownBy(() -> peer.millis(Task.step(1), 1))
          .withMessageEndingWith("must answer with numbers, but said: Killed");
    }
    try (PeerContestant peer = start(PeerContestant.Kind.ZUKO, "echo one; read -r task")) {
      assertThatIOException().isThrownBy(() -> peer.millis(Task.step(1), 1)).withMessage(ended());
    }
  }

  private String ended() {
    return "the peer, "
        + directory.resolve("python")
        + " with the zuko of "
        + directory.resolve("source of zuko")
        + ", has ended without an answer; if it said why, that stands above: --peer must be a Python"
        + " that has PyTorch, and --peer-source the directory that has the package zuko";
  }

  /** Also one that is busy and reads nothing. */
  @Test
  void closingEndsTheProcess() throws Exception {
    PeerContestant peer = start(PeerContestant.Kind.ZUKO, "echo $$; exec sleep 600");
    ProcessHandle process = ProcessHandle.of(Long.parseLong(peer.versions())).orElseThrow();
    assertThat(process.isAlive()).isTrue();

    peer.close();

    process.onExit().get(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS);
    assertThat(process.isAlive()).isFalse();
  }
}
