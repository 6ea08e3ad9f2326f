package io.github.flowlib.mnist;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** A data set like MNIST, of 10 training and 4 test images of 3 × 2 pixels. */
final class Fixtures {

  static final int TRAIN_ROWS = 10;
  static final int TEST_ROWS = 4;

  /** Uncompressed content by file name. */
  static final Map<String, byte[]> CONTENT = new TreeMap<>();

  static final MnistFiles FILES =
      new MnistFiles(
          file("train-images-idx3-ubyte", IdxKind.IMAGES, images(TRAIN_ROWS, 3, 2)),
          file("train-labels-idx1-ubyte", IdxKind.LABELS, labels(TRAIN_ROWS)),
          file("t10k-images-idx3-ubyte", IdxKind.IMAGES, images(TEST_ROWS, 3, 2)),
          file("t10k-labels-idx1-ubyte", IdxKind.LABELS, labels(TEST_ROWS)),
          3);

  private Fixtures() {}

  private static MnistFile file(String name, IdxKind kind, byte[] content) {
    CONTENT.put(name, content);
    try {
      String hash =
          IdxReader.read(name, new ByteArrayInputStream(content), kind, content.length).sha256();
      return new MnistFile(name, kind, content.length, hash);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] images(int rows, int height, int width) {
    byte[] body = new byte[rows * height * width];
    new Random(rows).nextBytes(body);
    return ByteBuffer.allocate(16 + body.length)
        .putInt(0x803)
        .putInt(rows)
        .putInt(height)
        .putInt(width)
        .put(body)
        .array();
  }

  static byte[] labels(int rows) {
    ByteBuffer content = ByteBuffer.allocate(8 + rows).putInt(0x801).putInt(rows);
    for (int i = 0; i < rows; i++) {
      content.put((byte) (i % 10));
    }
    return content.array();
  }

  static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes all four files, compressed. */
  static Path fill(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> file : CONTENT.entrySet()) {
      Files.write(directory.resolve(file.getKey() + ".gz"), gzip(file.getValue()));
    }
    return directory;
  }
}
