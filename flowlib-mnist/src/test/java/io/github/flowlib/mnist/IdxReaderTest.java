package io.github.flowlib.mnist;

import static io.github.flowlib.mnist.Fixtures.gzip;
import static io.github.flowlib.mnist.Fixtures.images;
import static io.github.flowlib.mnist.Fixtures.ints;
import static io.github.flowlib.mnist.Fixtures.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flowlib.data.Dataset;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsPlainAndCompressedWhateverTheNames(boolean compressed) throws IOException {
    byte[] pixels = images(5, 3, 2);
    Path images = write("a.bin", compressed ? gzip(pixels) : pixels);
    Path labels = write("b.gz", compressed ? gzip(labels(5)) : labels(5));

    Dataset data = IdxReader.read(images, labels);

    assertThat(data.rows()).isEqualTo(5);
    assertThat(data.dimension()).isEqualTo(6);
    assertThat(data.labels()).containsExactly(0, 1, 2, 3, 4);
    for (int i = 0; i < 30; i++) {
      assertThat(data.row(i / 6)[i % 6]).isEqualTo(Byte.toUnsignedInt(pixels[16 + i]));
    }
  }

  @Test
  void namesAMissingFile() {
    Path missing = dir.resolve("missing");
    assertThatThrownBy(() -> IdxReader.read(missing, missing))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(missing + " must be an IDX file of images, but does not exist; check the path");
  }

  @Test
  void namesADirectory() {
    assertThatThrownBy(() -> IdxReader.read(dir, dir))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(dir + " must be an IDX file of images, but is not a file; check the path");
  }

  @Test
  void namesTheKindOfAFileInTheWrongPlace() throws IOException {
    assertImages(labels(5))
        .endsWith(
            "must be an IDX file of images with magic number 0x00000803, but begins with 0x00000801 (labels); check that this is the right file");
    assertImages("<html>not found</html>".getBytes("US-ASCII"))
        .endsWith("but begins with 0x3c68746d; check that this is the right file");
  }

  @Test
  void namesATruncatedHeader() throws IOException {
    assertImages(Arrays.copyOf(images(5, 3, 2), 15))
        .endsWith(
            "must begin with a header of 16 bytes, but is only 15 bytes long; copy or download the file again");
    assertImages(new byte[0]).endsWith("but is only 0 bytes long; copy or download the file again");
    assertImages(new byte[] {0x1f}).contains("but is only 1 bytes long");
  }

  @Test
  void namesTruncatedAndTrailingContent() throws IOException {
    byte[] content = images(5, 3, 2);
    for (boolean compressed : new boolean[] {false, true}) {
      byte[] shorter = Arrays.copyOf(content, 45);
      assertImages(compressed ? gzip(shorter) : shorter)
          .endsWith(
              "must hold 30 bytes after its header, but is truncated after 29; copy or download the file again");
      byte[] longer = Arrays.copyOf(content, 47);
      assertImages(compressed ? gzip(longer) : longer)
          .endsWith(
              "must hold 30 bytes after its header, but has trailing bytes; copy or download the file again");
    }
  }

  @Test
  void namesTruncatedAndDamagedCompression() throws IOException {
    byte[] good = gzip(images(5, 3, 2));
    assertImages(Arrays.copyOf(good, good.length - 4))
        .endsWith("must be a whole gzip file, but ends too early; copy or download the file again");
    good[good.length - 6] ^= 1;
    assertImages(good)
        .endsWith(
            "must be an undamaged gzip file, but is corrupted (Corrupt GZIP trailer); copy or download the file again");
  }

  @Test
  void refusesAbsurdHeadersBeforeAllocating() throws IOException {
    assertImages(ints(0x803, 0x80000000, 28, 28))
        .endsWith(
            "must hold at most 2147483639 bytes, but its header announces 2147483648 x 28 x 28 values; copy or download the file again");
    assertImages(ints(0x803, -1, -1, -1)).contains("4294967295 x 4294967295 x 4294967295 values");
    assertImages(ints(0x803, 5, 0, 2))
        .endsWith(
            "must hold at least 1 value along every axis, but its header says 5 x 0 x 2; copy or download the file again");
  }

  @Test
  void allocatesNoMoreThanArrives() throws IOException {
    // Two billion announced values would not fit into the heap of a test.
    assertImages(ints(0x803, 2_700_000, 28, 28)).contains("but is truncated after 0");
    assertImages(gzip(ints(0x803, 2_700_000, 28, 28))).contains("but is truncated after 0");
  }

  @Test
  void stopsReadingOneByteAfterTheExpectedOnes() {
    EndlessZeros body = new EndlessZeros(ints(0x801, 100));
    assertThatThrownBy(() -> IdxReader.read("bomb", body, IdxKind.LABELS, 1000))
        .isInstanceOf(IdxFormatException.class)
        .hasMessageContaining("has trailing bytes");
    assertThat(body.position).as("bytes read, in whole buffers").isLessThan(1 << 18);
  }

  @Test
  void namesBothCountsThatDiffer() throws IOException {
    Path images = write("images", images(5, 3, 2));
    Path labels = write("labels", labels(4));
    assertThatThrownBy(() -> IdxReader.read(images, labels))
        .isInstanceOf(IdxFormatException.class)
        .hasMessage(
            images
                + " and "
                + labels
                + " must hold equally many rows, but hold 5 images and 4 labels; use two files of the same data set");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedFilesEitherFailInWordsOrKeepTheirShape(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] plain = images(5, 3, 2);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = (random.nextBoolean() ? plain : gzip(plain)).clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      if (random.nextBoolean()) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 8));
      }
      Path file = write("fuzz", damaged);
      try {
        IdxContent content = IdxReader.read(file, IdxKind.IMAGES, 1 << 20);
        assertThat(content.toFloats()).hasSize(content.rows() * content.valuesPerRow());
      } catch (IdxFormatException e) {
        assertThat(e).hasMessageStartingWith(file + " must ").hasMessageContaining("; ");
      }
    }
  }

  private AbstractStringAssert<?> assertImages(byte[] content) throws IOException {
    Path file = write("images", content);
    Path labels = write("labels", labels(5));
    try {
      IdxReader.read(file, labels);
    } catch (IdxFormatException e) {
      return assertThat(e.getMessage()).startsWith(file + " must ");
    }
    throw new AssertionError("expected an IdxFormatException");
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(dir.resolve(name), content);
  }

  private static final class EndlessZeros extends InputStream {
    private final byte[] start;
    private long position;

    EndlessZeros(byte[] start) {
      this.start = start;
    }

    @Override
    public int read() {
      return position < start.length ? start[(int) position++] & 0xff : (int) (position++ & 0);
    }
  }
}
