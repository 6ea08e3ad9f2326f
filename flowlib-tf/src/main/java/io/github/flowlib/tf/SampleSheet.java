package io.github.flowlib.tf;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.flowlib.model.Model;
import io.github.flowlib.model.Sampler;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.Interval;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.VaeSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Samples of a model of images as one picture. Classes follow one another, and the seed is always
 * the same, so that pictures of one training show the same noise.
 */
final class SampleSheet {

  private static final int MAX_COLUMNS = 10;
  private static final long SEED = 0;

  /** A picture as a file. */
  record Png(int width, int height, int channels, byte[] bytes) {}

  private SampleSheet() {}

  /**
   * Draws and arranges them.
   *
   * @throws IllegalArgumentException if float32 overflows on the way of a sample
   */
  static Png of(Model<?> model, int count) {
    ModelSpec spec = model.spec();
    EventShape event = spec.event();
    float[][] images = samples(model, spec, count);
    int height = event.size(0);
    int width = event.size(1);
    int channels = event.size(2);
    int columns = Math.min(count, MAX_COLUMNS);
    int lines = (count + columns - 1) / columns;
    Interval range = pixels(spec);
    BufferedImage sheet =
        new BufferedImage(
            columns * width,
            lines * height,
            channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < count; i++) {
      for (int pixel = 0; pixel < height * width; pixel++) {
        for (int channel = 0; channel < channels; channel++) {
          double share =
              (images[i][pixel * channels + channel] - range.low()) / (range.high() - range.low());
          sheet
              .getRaster()
              .setSample(
                  i % columns * width + pixel % width,
                  i / columns * height + pixel / width,
                  channel,
                  (int) Math.round(255 * Math.min(1, Math.max(0, share))));
        }
      }
    }
    return new Png(sheet.getWidth(), sheet.getHeight(), channels, encode(sheet));
  }

  /** Refuses what cannot be drawn. */
  static void check(ModelSpec spec) {
    checkArgument(
        spec.event().isImage() && (spec.event().size(2) == 1 || spec.event().size(2) == 3),
        "samples as images need a model of images with 1 or 3 channels, but this one is of %s; leave"
            + " out withImages(...)",
        spec.event());
    checkArgument(
        spec.context().vectorWidth() == 0,
        "samples as images need no context or classes, but this model is conditional on vectors;"
            + " leave out withImages(...)");
    checkArgument(
        pixels(spec).isBounded(),
        "samples as images need pixels in a bounded range, but this model takes any number; leave"
            + " out withImages(...)");
  }

  private static Interval pixels(ModelSpec spec) {
    return spec instanceof VaeSpec vae ? Interval.closed(0, vae.scale()) : spec.domain();
  }

  private static float[][] samples(Model<?> model, ModelSpec spec, int count) {
    int classes = spec.context().classes();
    Sampler sampler =
        classes == 0
            ? model.distribution()
            : model.given(IntStream.range(0, count).map(i -> i % classes).toArray());
    // Of an autoencoder the means, without the noise of single pixels.
    return sampler instanceof VaeDistribution vae
        ? vae.sampleMeans(count, SEED)
        : sampler.sample(count, SEED);
  }

  private static byte[] encode(BufferedImage sheet) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
