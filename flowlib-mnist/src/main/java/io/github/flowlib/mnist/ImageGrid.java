package io.github.flowlib.mnist;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import io.github.flowlib.internal.AtomicFile;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Grey images side by side in one picture, from left to right and from top to bottom.
 *
 * <pre>{@code
 * ImageGrid.of(flow.sample(100), 28, 28).columns(10).gap(2).scale(2).write(Path.of("samples.png"));
 * }</pre>
 *
 * <p>Immutable: every option gives a new grid. Needs no display.
 */
public final class ImageGrid {

  /** The colour between the images: told apart from black paper, but quiet. */
  private static final byte BETWEEN = 64;

  private final byte[][] images;
  private final int height;
  private final int width;
  private final int columns;
  private final int gap;
  private final int scale;

  private ImageGrid(byte[][] images, int height, int width, int columns, int gap, int scale) {
    this.images = images;
    this.height = height;
    this.width = width;
    this.columns = columns;
    this.gap = gap;
    this.scale = scale;
  }

  /**
   * A grid of 10 columns with a gap of 2, not enlarged.
   *
   * @param rows one image each: height·width grey values, row-major, 0 is black and 255 is white;
   *     rounded to whole numbers, values outside 0 … 255 are clamped; copied
   * @param height of an image in pixels, at least 1
   * @param width of an image in pixels, at least 1
   * @return the grid
   * @throws IllegalArgumentException if there is no row, a row has another length, or a value is
   *     NaN or infinite
   */
  public static ImageGrid of(float[][] rows, int height, int width) {
    checkArgument(height >= 1, "height must be at least 1, but was %s", height);
    checkArgument(width >= 1, "width must be at least 1, but was %s", width);
    checkArgument(rows.length > 0, "a grid must show at least 1 image, but had 0 rows");
    byte[][] images = new byte[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      checkArgument(
          rows[i].length == (long) height * width,
          "every row must hold %s x %s = %s values, but row %s holds %s",
          height,
          width,
          (long) height * width,
          i,
          rows[i].length);
      images[i] = new byte[rows[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        checkArgument(
            Float.isFinite(rows[i][j]),
            "values must be finite, but row %s, column %s is %s; look for the cause in the model",
            i,
            j,
            rows[i][j]);
        images[i][j] = (byte) Math.round(Math.min(255, Math.max(0, rows[i][j])));
      }
    }
    return new ImageGrid(images, height, width, 10, 2, 1);
  }

  /**
   * Sets how many images stand side by side. Default 10.
   *
   * @param columns at least 1; a grid with fewer images is as wide as they are
   * @return a new grid
   * @throws IllegalArgumentException if it is below 1
   */
  public ImageGrid columns(int columns) {
    checkArgument(columns >= 1, "columns must be at least 1, but was %s", columns);
    return new ImageGrid(images, height, width, columns, gap, scale);
  }

  /**
   * Sets the dark grey gap between images; there is none around them. Default 2.
   *
   * @param gap in pixels before enlarging, at least 0
   * @return a new grid
   * @throws IllegalArgumentException if it is negative
   */
  public ImageGrid gap(int gap) {
    checkArgument(gap >= 0, "gap must be at least 0, but was %s", gap);
    return new ImageGrid(images, height, width, columns, gap, scale);
  }

  /**
   * Sets how much the picture is enlarged: every pixel becomes a square. Default 1.
   *
   * @param scale at least 1
   * @return a new grid
   * @throws IllegalArgumentException if it is below 1
   */
  public ImageGrid scale(int scale) {
    checkArgument(scale >= 1, "scale must be at least 1, but was %s", scale);
    return new ImageGrid(images, height, width, columns, gap, scale);
  }

  /**
   * Draws the picture.
   *
   * @return an RGB image, so that it looks the same on a screen and in a file
   * @throws IllegalArgumentException if the picture would have 2³¹ pixels or more
   */
  public BufferedImage toImage() {
    Pixels pixels = draw();
    BufferedImage image =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    int[] rgb = new int[pixels.grey().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = Byte.toUnsignedInt(pixels.grey()[i]) * 0x010101;
    }
    image.setRGB(0, 0, pixels.width(), pixels.height(), rgb, 0, pixels.width());
    return image;
  }

  /**
   * Draws the picture as a PNG file of 8-bit grey.
   *
   * @return the bytes of the file
   * @throws IllegalArgumentException if the picture would have 2³¹ pixels or more
   */
  public byte[] toPng() {
    Pixels pixels = draw();
    BufferedImage image =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_BYTE_GRAY);
    // Into the raster: setRGB would convert from sRGB to linear grey and change the values.
    WritableRaster raster = image.getRaster();
    raster.setDataElements(0, 0, pixels.width(), pixels.height(), pixels.grey());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException(
            "this Java runtime must be able to write PNG, but has no writer; use one with java.desktop");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a write into memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes the picture as a PNG file, whole or not at all. Missing directories are created, an
   * existing file is replaced.
   *
   * @param file the file to write
   * @throws IOException if writing fails, or the path is a directory
   * @throws IllegalArgumentException if the picture would have 2³¹ pixels or more
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, toPng());
  }

  /** The finished picture, one byte per pixel; private, so the array never leaves this class. */
  private record Pixels(byte[] grey, int height, int width) {}

  private Pixels draw() {
    int across = Math.min(columns, images.length);
    int down = (images.length + across - 1) / across;
    long wide = LongMath.saturatedMultiply(scale, (long) across * width + (across - 1L) * gap);
    long high = LongMath.saturatedMultiply(scale, (long) down * height + (down - 1L) * gap);
    checkArgument(
        LongMath.saturatedMultiply(wide, high) <= Integer.MAX_VALUE - 8,
        "a picture must have fewer than 2^31 pixels, but would be %s x %s; show fewer images or use a smaller scale or gap",
        high,
        wide);
    byte[] grey = new byte[(int) (wide * high)];
    Arrays.fill(grey, BETWEEN);
    for (int i = 0; i < images.length; i++) {
      int top = i / across * (height + gap) * scale;
      int left = i % across * (width + gap) * scale;
      for (int y = 0; y < height * scale; y++) {
        for (int x = 0; x < width * scale; x++) {
          grey[(top + y) * (int) wide + left + x] = images[i][y / scale * width + x / scale];
        }
      }
    }
    return new Pixels(grey, (int) high, (int) wide);
  }
}
