package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.CsvLog;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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
    List<Event> events = events(directory, 1 + 4 + 2);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events).extracting(Event::getStep).containsExactly(0L, 1L, 2L, 2L, 3L, 4L, 4L);
    assertThat(events.get(1).getSummary().getValueList())
        .extracting(Summary.Value::getTag)
        .containsExactly("step/loss", "step/gradient_norm", "step/learning_rate");
    for (EpochEnd epoch : report.epochs()) {
      Summary end = events.get(3 * epoch.epoch()).getSummary();
      assertThat(end.getValueList())
          .extracting(Summary.Value::getTag)
          .containsExactly("epoch/train_loss", "epoch/validation_loss");
      assertThat((double) end.getValue(0).getSimpleValue())
          .isCloseTo(epoch.trainLoss(), within(1e-4));
      assertThat((double) end.getValue(1).getSimpleValue())
          .isCloseTo(epoch.validationLoss().orElseThrow(), within(1e-4));
    }
  }

  /** All events of the only file, read by TensorFlow. */
  private static List<Event> events(Path directory, int count) throws IOException {
    Path file;
    try (Stream<Path> files = Files.list(directory)) {
      file = files.toList().get(0);
    }
    assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
    List<Event> events = new ArrayList<>();
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
      for (int i = 0; i < count; i++) {
        events.add(read(session, next.value()));
      }
    }
    return events;
  }

  @Test
  void samplesArePictures() throws IOException {
    Path directory = temporary.resolve("runs");
    try (FlowModel flow = Runs.flow(3)) {
      flow.fit(
          Runs.DATA,
          Fixtures.quick(2).listener(TensorBoardLog.in(directory).withImages(12)).build());
      List<Summary.Image> pictures =
          events(directory, 1 + 3 + 2 + 2 * Runs.STEPS_PER_EPOCH).stream()
              .flatMap(event -> event.getSummary().getValueList().stream())
              .filter(value -> value.getTag().equals("samples"))
              .map(Summary.Value::getImage)
              .toList();
      assertThat(pictures).as("at the start and after both epochs").hasSize(3);
      for (Summary.Image picture : pictures) {
        assertThat(picture.getColorspace()).isEqualTo(1);
        BufferedImage image =
            ImageIO.read(new ByteArrayInputStream(picture.getEncodedImageString().toByteArray()));
        assertThat(image.getWidth()).isEqualTo(picture.getWidth()).isEqualTo(40);
        assertThat(image.getHeight()).isEqualTo(picture.getHeight()).isEqualTo(8);
      }
      // The last one shows what the model draws now: class by class, ten in a row.
      float[] fourth = flow.given(new int[] {0, 1, 2, 0}).sample(4)[3];
      BufferedImage last =
          ImageIO.read(
              new ByteArrayInputStream(pictures.get(2).getEncodedImageString().toByteArray()));
      for (int i = 0; i < 16; i++) {
        assertThat(last.getRaster().getSample(12 + i % 4, i / 4, 0)).isEqualTo((int) fourth[i]);
      }
    }
  }

  /** A coupling makes no number of what is infinite; it is no reason to lose what was learned. */
  @Test
  void samplesBeyondFloat32AreLeftOut() {
    FlowSpec spec =
        new FlowSpec(
            EventShape.image(2, 2, 1),
            Context.none(),
            Dequantization.none(),
            List.of(
                new Logit(0.01, 0, 1),
                new AffineCoupling(Mask.keeping(0), Conditioner.mlp(Activation.RELU, 8), 2),
                FixedAffine.of(0, 3e38)),
            Base.normal());
    Dataset data =
        Dataset.of(new float[][] {{0.5f, 0.25f, 0.75f, 1}, {0.25f, 0, 0.5f, 1}, {1, 0, 1, 0}});
    try (FlowModel flow = Models.create(spec)) {
      Training training =
          Fixtures.quick(1).listener(TensorBoardLog.in(temporary).withImages(20)).build();
      assertThat(Warnings.during(() -> flow.fit(data, training)))
          .filteredOn(line -> line.contains("no picture of samples after step "))
          .hasSize(2);
    }
  }

  @Test
  void samplesNeedAModelOfImages() {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatThrownBy(
              () ->
                  flow.fit(
                      DATA,
                      Fixtures.quick(1)
                          .listener(TensorBoardLog.in(temporary).withImages(4))
                          .build()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "samples as images need a model of images with 1 or 3 channels, but this one is of"
                  + " [2]; leave out withImages(...)");
    }
    assertThatThrownBy(() -> TensorBoardLog.in(temporary).withImages(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images must be at least 1, but was 0");
  }

  private static Event read(Session session, org.tensorflow.Operand<TString> value)
      throws IOException {
    try (var result = session.runner().fetch(value).run()) {
      return Event.parseFrom(((TString) result.get(0)).asBytes().getObject());
    }
  }
}
