package io.github.flowlib.tf;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import io.github.flowlib.internal.WorkingDirectory;
import io.github.flowlib.model.Model;
import io.github.flowlib.tf.internal.graph.Log;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Snapshots;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * Writes the figures of a training as event files, which TensorBoard shows while it runs: {@code
 * tensorboard --logdir DIRECTORY}.
 *
 * <pre>{@code
 * Training.builder().listener(TensorBoardLog.in(Path.of("runs/first")))
 * }</pre>
 *
 * <p>With {@link #withImages}, a picture of samples before the first step and after every epoch,
 * always of the same noise; for classes one after another.
 *
 * <p>After every step {@code step/loss}, {@code step/gradient_norm} and {@code step/learning_rate};
 * after every epoch {@code epoch/train_loss} and, with validation data, {@code
 * epoch/validation_loss}, all over the number of steps; losses are in nats per row. Each training
 * writes a file of its own; a resumed one continues the curves from its checkpoint, and steps that
 * were done twice, with the same figures, stand there twice. If it cannot be written, {@code fit}
 * ends with {@link UncheckedIOException}.
 *
 * <p>Format: TFRecord files of {@code tensorflow.Event} messages.
 */
public final class TensorBoardLog implements TrainingListener {

  private static final int CRC_MASK_DELTA = 0xa282ead8;
  private static final int CRC_ROTATION = 17;
  private static final int CHECKSUMS = 2 * Integer.BYTES;

  private final Path directory;
  private final int images;
  private @Nullable Path file;
  private @Nullable Snapshots snapshots;
  private long stepsPerEpoch;

  private TensorBoardLog(Path directory, int images) {
    this.directory = directory;
    this.images = images;
  }

  /**
   * A log in a directory.
   *
   * @param directory of event files; created if missing
   * @return a listener for one training at a time
   */
  public static TensorBoardLog in(Path directory) {
    return new TensorBoardLog(checkNotNull(directory, "directory must not be null"), 0);
  }

  /**
   * The same with pictures of samples. Each takes as long as to load the model and to draw them.
   * {@code fit} throws {@link IllegalArgumentException} if the model is not one of images with
   * bounded pixels, or is conditional on vectors.
   *
   * @param count how many samples in a picture, at least 1
   * @return another listener
   */
  public TensorBoardLog withImages(int count) {
    checkArgument(count >= 1, "images must be at least 1, but was %s", count);
    return new TensorBoardLog(directory, count);
  }

  @Override
  public void onStart(TrainingStart start) {
    stepsPerEpoch = start.stepsPerEpoch();
    snapshots = start.snapshots();
    try {
      Files.createDirectories(WorkingDirectory.absolute(directory));
      // TensorBoard knows event files by this part of their names, and reads them in this order.
      Path created =
          directory.resolve(
              "events.out.tfevents." + System.currentTimeMillis() + "." + UUID.randomUUID());
      Files.createFile(created);
      file = created;
    } catch (IOException e) {
      throw unwritable(e);
    }
    write(event().setFileVersion("brain.Event:2"));
    writeSamples(start.stepsDone());
  }

  @Override
  public void onStep(StepEnd step) {
    write(
        event()
            .setStep(step.step())
            .setSummary(
                Summary.newBuilder()
                    .addValue(scalar("step/loss", step.loss()))
                    .addValue(scalar("step/gradient_norm", step.gradientNorm()))
                    .addValue(scalar("step/learning_rate", step.learningRate()))));
  }

  @Override
  public void onEpochEnd(EpochEnd epoch) {
    Summary.Builder summary =
        Summary.newBuilder().addValue(scalar("epoch/train_loss", epoch.trainLoss()));
    epoch
        .validationLoss()
        .ifPresent(loss -> summary.addValue(scalar("epoch/validation_loss", loss)));
    long step = epoch.epoch() * stepsPerEpoch;
    write(event().setStep(step).setSummary(summary));
    writeSamples(step);
  }

  private void writeSamples(long step) {
    if (images == 0) {
      return;
    }
    SampleSheet.Png sheet;
    try (Model<?> model =
        checkNotNull(snapshots, "onStart must be called first").take(Model.class)) {
      SampleSheet.check(model.spec());
      try {
        sheet = SampleSheet.of(model, images);
      } catch (IllegalArgumentException e) { // of samples beyond float32; training may mend them
        Log.LOG.log(
            System.Logger.Level.WARNING,
            "no picture of samples after step " + step + ": " + e.getMessage());
        return;
      }
    }
    Summary.Image image =
        Summary.Image.newBuilder()
            .setWidth(sheet.width())
            .setHeight(sheet.height())
            .setColorspace(sheet.channels())
            .setEncodedImageString(ByteString.copyFrom(sheet.bytes()))
            .build();
    write(
        event()
            .setStep(step)
            .setSummary(
                Summary.newBuilder()
                    .addValue(Summary.Value.newBuilder().setTag("samples").setImage(image))));
  }

  private static Event.Builder event() {
    return Event.newBuilder().setWallTime(System.currentTimeMillis() / 1e3);
  }

  private static Summary.Value scalar(String tag, double value) {
    return Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value).build();
  }

  private void write(Event.Builder event) {
    Path target = checkNotNull(file, "onStart must be called before anything else");
    try {
      Files.write(target, record(event.build().toByteArray()), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Length, its checksum, content, its checksum. */
  private static byte[] record(byte[] content) {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(content.length);
    return ByteBuffer.allocate(Long.BYTES + CHECKSUMS + content.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(length.array())
        .putInt(maskedCrc(length.array()))
        .put(content)
        .putInt(maskedCrc(content))
        .array();
  }

  /** The mask of TFRecord: a checksum of data that hold checksums is a poor one. */
  private static int maskedCrc(byte[] bytes) {
    return Integer.rotateLeft(Hashing.crc32c().hashBytes(bytes).asInt(), CRC_ROTATION)
        + CRC_MASK_DELTA;
  }

  private UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException(
        directory + " must be a directory that can be written, but writing failed (" + e + ")", e);
  }
}
