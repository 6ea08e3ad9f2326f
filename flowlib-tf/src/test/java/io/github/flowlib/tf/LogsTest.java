package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.CsvLog;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.io.TfRecordReader;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;
import org.tensorflow.types.TString;

/** Ready listeners, as a training uses them. */
class LogsTest {

  private static final Dataset DATA = Fixtures.moons(100, 1);

  @TempDir private Path temporary;

  @Test
  void theTableHasALineForEveryEpoch() throws IOException {
    Path file = temporary.resolve("log.csv");
    Files.writeString(file, "of an earlier training\n");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      TrainingReport report =
          flow.fit(
              DATA, Fixtures.quick(3).validation(DATA.head(20)).listener(CsvLog.to(file)).build());
      List<String> lines = Files.readAllLines(file);
      assertThat(lines).hasSize(4);
      assertThat(lines.get(0))
          .isEqualTo("epoch,train_loss,validation_loss,best,learning_rate,gradient_norm,seconds");
      for (EpochEnd epoch : report.epochs()) {
        assertThat(lines.get(epoch.epoch()).split(","))
            .startsWith(
                String.valueOf(epoch.epoch()),
                String.valueOf(epoch.trainLoss()),
                String.valueOf(epoch.validationLoss().orElseThrow()),
                String.valueOf(epoch.best()));
      }
    }
  }

  @Test
  void aResumedTrainingGoesOnInTheTable() throws IOException {
    Path file = temporary.resolve("log.csv");
    Checkpoints where = Checkpoints.in(temporary.resolve("run"));
    TrainingListener stop =
        new TrainingListener() {
          @Override
          public void onStep(StepEnd step) {
            if (step.step() == 5) {
              throw new UnsupportedOperationException();
            }
          }
        };
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatThrownBy(
              () ->
                  flow.fit(
                      DATA,
                      Fixtures.quick(4)
                          .checkpoints(where)
                          .listener(CsvLog.to(file))
                          .listener(stop)
                          .build()))
          .isInstanceOf(UnsupportedOperationException.class);
      // Whatever became of the file meanwhile.
      Files.writeString(file, "lost");
      flow.fit(
          DATA, Fixtures.quick(4).checkpoints(where.resumed()).listener(CsvLog.to(file)).build());
    }
    assertThat(Files.readAllLines(file).stream().map(line -> line.split(",")[0]))
        .containsExactly("epoch", "1", "2", "3", "4");
    assertThat(Files.readString(file)).doesNotContain("lost");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    Path file = temporary.resolve("missing/log.csv");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatThrownBy(() -> flow.fit(DATA, Fixtures.quick(1).listener(CsvLog.to(file)).build()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(file + " must be a file that can be written");
    }
  }

  /** TensorFlow's own reader checks lengths and checksums. */
  @Test
  void tensorFlowReadsTheEvents() throws IOException {
    Path directory = temporary.resolve("runs/first");
    TrainingReport report;
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      report =
          flow.fit(
              DATA,
              Fixtures.quick(2)
                  .validation(DATA.head(20))
                  .listener(TensorBoardLog.in(directory))
                  .build());
    }
    Path file;
    try (Stream<Path> files = Files.list(directory)) {
      file = files.toList().get(0);
    }
    assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      TfRecordReader reader = tf.io.tfRecordReader();
      var queue = tf.io.fifoQueue(List.of(TString.class));
      session
          .runner()
          .addTarget(tf.io.queueEnqueue(queue.handle(), List.of(tf.constant(file.toString()))))
          .run();
      var next = tf.io.readerRead(reader.readerHandle(), queue.handle());
      Event first = read(session, next.value());
      assertThat(first.getFileVersion()).isEqualTo("brain.Event:2");
      for (int step = 1; step <= 4; step++) {
        Event event = read(session, next.value());
        assertThat(event.getStep()).isEqualTo(step);
        assertThat(event.getSummary().getValueList())
            .extracting(Summary.Value::getTag)
            .containsExactly("step/loss", "step/gradient_norm", "step/learning_rate");
        if (step % 2 == 0) {
          Event end = read(session, next.value());
          assertThat(end.getStep()).isEqualTo(step);
          EpochEnd epoch = report.epochs().get(step / 2 - 1);
          assertThat(end.getSummary().getValue(0).getTag()).isEqualTo("epoch/train_loss");
          assertThat((double) end.getSummary().getValue(0).getSimpleValue())
              .isCloseTo(epoch.trainLoss(), within(1e-4));
          assertThat((double) end.getSummary().getValue(1).getSimpleValue())
              .isCloseTo(epoch.validationLoss().orElseThrow(), within(1e-4));
        }
      }
    }
  }

  private static Event read(Session session, org.tensorflow.Operand<TString> value)
      throws IOException {
    try (var result = session.runner().fetch(value).run()) {
      return Event.parseFrom(((TString) result.get(0)).asBytes().getObject());
    }
  }
}
