package io.github.flowlib.mnist;

import io.github.flowlib.data.Dataset;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads images and labels in the IDX format of MNIST (LeCun, Cortes and Burges), plain or
 * compressed with gzip, which is told by the content and not by the name.
 *
 * <p>For MNIST itself use {@link Mnist}, which also verifies the content. This class reads data
 * sets of the same format, such as Fashion-MNIST. It gives pixels and labels as the files have
 * them.
 *
 * <p>EMNIST has its images transposed: every image of its files is the mirror image of what was
 * written, turned by a quarter. Models learn those as well, and draw such ones; to have them
 * upright, exchange rows and columns of every image:
 *
 * <pre>{@code
 * Dataset emnist = IdxReader.read(images, labels);
 * float[][] upright = new float[emnist.rows()][28 * 28];
 * for (int n = 0; n < emnist.rows(); n++) {
 *   float[] image = emnist.row(n);
 *   for (int i = 0; i < 28 * 28; i++) {
 *     upright[n][i] = image[28 * (i % 28) + i / 28];
 *   }
 * }
 * Dataset letters = Dataset.of(upright).withLabels(emnist.labels());
 * }</pre>
 *
 * <p>Labels of its letters are 1 … 26, where models count from 0: build them with {@code
 * conditional(27)}, or subtract 1.
 */
public final class IdxReader {

  /** The longest array that every Java virtual machine can allocate. */
  private static final long ARRAY_LIMIT = Integer.MAX_VALUE - 8;

  private static final String COPY_AGAIN = "copy or download the file again";

  private IdxReader() {}

  /**
   * Reads images and their labels.
   *
   * @param images an IDX file of unsigned bytes {@code [n, height, width]}, magic 0x00000803
   * @param labels an IDX file of unsigned bytes {@code [n]}, magic 0x00000801
   * @return n rows of height·width whole numbers 0 … 255, with labels
   * @throws FileNotFoundException if a path is not a file
   * @throws IdxFormatException if a file is not such an IDX file, or the two hold different numbers
   *     of rows
   * @throws IOException if reading fails
   */
  public static Dataset read(Path images, Path labels) throws IOException {
    return join(
        images,
        read(images, IdxKind.IMAGES, ARRAY_LIMIT),
        labels,
        read(labels, IdxKind.LABELS, ARRAY_LIMIT));
  }

  static Dataset join(Path images, IdxContent pixels, Path labels, IdxContent classes)
      throws IdxFormatException {
    if (pixels.rows() != classes.rows()) {
      throw new IdxFormatException(
          "%s and %s must hold equally many rows, but hold %s images and %s labels; use two files of the same data set"
              .formatted(images, labels, pixels.rows(), classes.rows()));
    }
    return Dataset.ofFlat(pixels.toFloats(), pixels.valuesPerRow()).withLabels(classes.toInts());
  }

  /** Reads one file of at most {@code limit} bytes when uncompressed. */
  static IdxContent read(Path file, IdxKind kind, long limit) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          "%s must be an IDX file of %s, but %s; check the path"
              .formatted(file, kind, Files.exists(file) ? "is not a file" : "does not exist"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in, kind, limit);
    }
  }

  static IdxContent read(String name, InputStream raw, IdxKind kind, long limit)
      throws IOException {
    try {
      return parse(name, decompressed(raw), kind, limit);
    } catch (EOFException e) {
      throw new IdxFormatException(
          "%s must be a whole gzip file, but ends too early; %s".formatted(name, COPY_AGAIN), e);
    } catch (ZipException e) {
      throw new IdxFormatException(
          "%s must be an undamaged gzip file, but is corrupted (%s); %s"
              .formatted(name, e.getMessage(), COPY_AGAIN),
          e);
    }
  }

  static boolean isGzip(byte[] start) {
    return start.length >= 2 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b;
  }

  private static InputStream decompressed(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(2);
    byte[] start = in.readNBytes(2);
    in.reset();
    return isGzip(start) ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static IdxContent parse(String name, InputStream in, IdxKind kind, long limit)
      throws IOException {
    byte[] header = in.readNBytes(kind.headerBytes());
    if (header.length >= 4 && ByteBuffer.wrap(header).getInt() != kind.magic) {
      throw new IdxFormatException(
          "%s must be an IDX file of %s with magic number %s, but begins with %s; check that this is the right file"
              .formatted(
                  name,
                  kind,
                  kind.magicInWords(),
                  IdxKind.describe(ByteBuffer.wrap(header).getInt())));
    }
    if (header.length < kind.headerBytes()) {
      throw new IdxFormatException(
          "%s must begin with a header of %s bytes, but is only %s bytes long; %s"
              .formatted(name, kind.headerBytes(), header.length, COPY_AGAIN));
    }
    int[] sizes = sizes(name, ByteBuffer.wrap(header, 4, 4 * kind.axes), kind, limit);
    int expected = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    // Grows with what really arrives, so a header that lies costs no memory.
    byte[] body = in.readNBytes(expected);
    if (body.length < expected) {
      throw new IdxFormatException(
          "%s must hold %s bytes after its header, but is truncated after %s; %s"
              .formatted(name, expected, body.length, COPY_AGAIN));
    }
    // Also makes the decompressor compare its checksum, which it does at the end only.
    if (in.read() != -1) {
      throw new IdxFormatException(
          "%s must hold %s bytes after its header, but has trailing bytes; %s"
              .formatted(name, expected, COPY_AGAIN));
    }
    return new IdxContent(kind, sizes, body);
  }

  private static int[] sizes(String name, ByteBuffer header, IdxKind kind, long limit)
      throws IdxFormatException {
    long[] announced = new long[kind.axes];
    for (int i = 0; i < kind.axes; i++) {
      announced[i] = Integer.toUnsignedLong(header.getInt());
    }
    String shape =
        Arrays.stream(announced).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    long left = limit - kind.headerBytes();
    for (long size : announced) {
      if (size == 0) {
        throw new IdxFormatException(
            "%s must hold at least 1 value along every axis, but its header says %s; %s"
                .formatted(name, shape, COPY_AGAIN));
      }
      left /= size;
    }
    if (left == 0) {
      throw new IdxFormatException(
          "%s must hold at most %s bytes, but its header announces %s values; %s"
              .formatted(name, limit, shape, COPY_AGAIN));
    }
    return Arrays.stream(announced).mapToInt(Math::toIntExact).toArray();
  }
}
