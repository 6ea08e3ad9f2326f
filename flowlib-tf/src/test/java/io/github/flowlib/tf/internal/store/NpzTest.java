package io.github.flowlib.tf.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import io.github.flowlib.tf.internal.graph.Init;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpzTest {

  @TempDir private Path temporary;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    float[] many = Init.uniform(1).values(40_000, new java.util.SplittableRandom(1));
    Map<String, Npz.Array> arrays =
        ImmutableMap.of(
            "scalar", new Npz.Array(new long[0], new float[] {Float.MIN_VALUE}),
            "a/vector", new Npz.Array(new long[] {3}, new float[] {-0f, Float.NaN, 3}),
            "matrix", new Npz.Array(new long[] {200, 200}, many),
            "empty", new Npz.Array(new long[] {0, 4}, new float[0]));
    Path file = temporary.resolve("arrays.npz");
    Npz.write(file, arrays);
    Map<String, Npz.Array> read = Npz.read(file);
    assertThat(read.keySet()).containsExactlyElementsOf(arrays.keySet());
    arrays.forEach(
        (name, array) -> {
          assertThat(read.get(name).shape()).containsExactly(array.shape());
          assertThat(read.get(name).values()).containsExactly(array.values());
        });
  }

  /** The bytes that NumPy 1.26 writes for {@code np.array([[1, 2, 3]], dtype='<f4')}. */
  @Test
  void theBytesAreThoseOfNumPy() throws IOException {
    Path file = temporary.resolve("arrays.npz");
    Npz.write(file, ImmutableMap.of("x", new Npz.Array(new long[] {1, 3}, new float[] {1, 2, 3})));
    byte[] header =
        "\u0093NUMPY\1\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }"
            .getBytes(StandardCharsets.ISO_8859_1);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      byte[] bytes = zip.getInputStream(new ZipEntry("x.npy")).readAllBytes();
      assertThat(bytes).startsWith(header).hasSize(128 + 12);
      assertThat(bytes[127]).isEqualTo((byte) '\n');
      assertThat(bytes).endsWith(0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40);
    }
  }

  /** The same arrays give the same bytes, whenever and wherever they are written. */
  @Test
  void theTimeOfWritingIsNotInTheFile() throws IOException {
    Path file = temporary.resolve("arrays.npz");
    Npz.write(file, ImmutableMap.of("x", new Npz.Array(new long[] {1}, new float[] {1})));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry("x.npy");
      assertThat(entry.getTimeLocal()).isEqualTo("1980-02-01T00:00:00");
      assertThat(entry.getExtra()).as("a time with a zone").isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(3,), }|8|has 76 bytes, which do not fit its 3 values",
        "(2147483647, 2147483647, 9), }|8|has an impossible shape: (2147483647, 2147483647, 9)",
        "(99999999999999999999,), }|8|has an impossible shape: (99999999999999999999,)",
        "(2147483647,), }|8|which do not fit its 2147483647 values",
        "(-1,), }|8|is not of float32 in row-major order",
        "'', }|8|is not of float32 in row-major order",
      })
  void absurdHeadersAllocateNothing(String shape, int bytes, String message) throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape;
    assertRefused(header, bytes, message);
  }

  @Test
  void otherTypesAreRefused() throws IOException {
    assertRefused(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", 8, "is not of float32");
    assertRefused(
        "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }", 8, "in row-major order");
  }

  private void assertRefused(String header, int bytes, String message) throws IOException {
    String line = header + "\n";
    Path file = temporary.resolve("bad.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(
          Bytes.concat(
              new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) line.length(), 0},
              line.getBytes(StandardCharsets.US_ASCII),
              new byte[bytes]));
    }
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " cannot be read: x.npy ")
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNoArchiveIsRefused() throws IOException {
    Path file = Files.writeString(temporary.resolve("text.npz"), "no archive");
    assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(IOException.class);
  }

  @Test
  void aFlippedBitIsFound() throws IOException {
    Path file = temporary.resolve("arrays.npz");
    Npz.write(file, ImmutableMap.of("x", new Npz.Array(new long[] {1, 3}, new float[] {1, 2, 3})));
    byte[] bytes = Files.readAllBytes(file);
    int value = Bytes.indexOf(bytes, new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
    bytes[value]++;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " cannot be read: x.npy does not have its checksum");
  }
}
