package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.TrainingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is told to end in the middle of its work. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGTERM")
class SigtermTest {

  private static final int SIGTERM = 128 + 15;
  private static final int TIMES = 3;

  @TempDir private Path directory;

  /** Trains, or answers on two threads, for longer than anybody waits. */
  public static final class Endless {
    private Endless() {}

    private static final AtomicLong DONE = new AtomicLong();

    public static void main(String[] args) throws InterruptedException {
      Runtime.getRuntime().addShutdownHook(new Thread(Endless::watch));
      Dataset data = Fixtures.moons(5_000, 1);
      FlowModel flow = Models.create(Fixtures.moonsFlow(), 1);
      if (args[0].equals("train")) {
        TrainingListener each =
            new TrainingListener() {
              @Override
              public void onStep(StepEnd step) {
                tell();
              }
            };
        flow.fit(data, Fixtures.quick(1_000_000).listener(each).build());
        return;
      }
      for (int i = 0; i < 2; i++) {
        new Thread(
                () -> {
                  while (true) {
                    flow.logProb(data);
                    tell();
                  }
                })
            .start();
      }
    }

    private static void tell() {
      if (DONE.incrementAndGet() % 10 == 0) {
        System.out.println("did 10");
      }
    }

    /** The end is longer for this hook, so that what goes on meanwhile is seen. */
    private static void watch() {
      try {
        Thread.sleep(400);
        long before = DONE.get();
        Thread.sleep(400);
        System.out.println("then " + (DONE.get() - before));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "answer"})
  void nothingComputesWhenAProcessEnds(String work) throws Exception {
    for (int i = 1; i <= TIMES; i++) {
      Process process =
          ChildJvm.start(
              List.of("-XX:-CreateCoredumpOnCrash"),
              Objects.requireNonNull(System.getProperty("java.class.path")),
              builder -> builder.directory(directory.toFile()),
              Endless.class,
              work);
      List<String> rest = endAfter(process, 3 * i);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(SIGTERM);
      assertThat(rest).contains("then 0");
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files).as("no report of a crash").isEmpty();
      }
    }
  }

  /** Sends the signal when some work was done; returns what the process said after that. */
  private static List<String> endAfter(Process process, int lines) throws IOException {
    List<String> rest = new ArrayList<>();
    int read = 0;
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        read++;
        if (read == lines) {
          process.toHandle().destroy(); // leaves the streams open
        } else if (read > lines) {
          rest.add(line);
        }
      }
    }
    return rest;
  }
}
