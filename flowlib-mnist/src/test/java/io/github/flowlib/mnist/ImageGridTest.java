package io.github.flowlib.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {

  private static final float[][] ROWS = {
    {0, 1, 2, 3, 4, 5}, {250, 251, 252, 253, 254, 255}, {-7, 0.4f, 0.6f, 254.6f, 300, 1e30f}
  };

  /** Images of 2 × 3 pixels, two in a row, with a gap of 1; 64 is the colour between. */
  private static final int[][] EXPECTED = {
    {0, 1, 2, 64, 250, 251, 252},
    {3, 4, 5, 64, 253, 254, 255},
    {64, 64, 64, 64, 64, 64, 64},
    {0, 0, 1, 64, 64, 64, 64},
    {255, 255, 255, 64, 64, 64, 64},
  };

  private static ImageGrid grid() {
    return ImageGrid.of(ROWS, 2, 3).columns(2).gap(1);
  }

  @Test
  void everyPixelIsExact() throws IOException {
    for (int scale = 1; scale <= 3; scale++) {
      BufferedImage screen = grid().scale(scale).toImage();
      BufferedImage file = ImageIO.read(new ByteArrayInputStream(grid().scale(scale).toPng()));
      for (BufferedImage image : new BufferedImage[] {screen, file}) {
        assertThat(image.getWidth()).isEqualTo(7 * scale);
        assertThat(image.getHeight()).isEqualTo(5 * scale);
      }
      for (int y = 0; y < 5 * scale; y++) {
        for (int x = 0; x < 7 * scale; x++) {
          int grey = EXPECTED[y / scale][x / scale];
          assertThat(screen.getRGB(x, y)).isEqualTo(0xff000000 | grey * 0x010101);
          assertThat(file.getRaster().getSample(x, y, 0)).isEqualTo(grey);
        }
      }
    }
  }

  @Test
  void isNoWiderThanItsImages() {
    assertThat(ImageGrid.of(ROWS, 2, 3).gap(0).toImage().getWidth()).isEqualTo(9);
    assertThat(ImageGrid.of(ROWS, 2, 3).columns(1).gap(0).toImage().getHeight()).isEqualTo(6);
  }

  @Test
  void keepsWhatItWasGiven() {
    float[][] rows = {{1, 2}};
    ImageGrid grid = ImageGrid.of(rows, 1, 2);
    rows[0][0] = 99;
    assertThat(grid.toImage().getRGB(0, 0)).isEqualTo(0xff010101);
  }

  @Test
  void writesIntoNewDirectoriesAndReplacesAFile(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("a/b/grid.png");
    ImageGrid.of(ROWS, 3, 2).write(file);
    grid().write(file);
    assertThat(file).hasBinaryContent(grid().toPng());
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).as("no temporary file is left").containsExactly(file);
    }
  }

  @Test
  void refusesToReplaceADirectory(@TempDir Path dir) {
    assertThatThrownBy(() -> grid().write(dir))
        .isInstanceOf(IOException.class)
        .hasMessage(dir + " must be a file to write, but is a directory; name a file in it");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no named pipes in directories")
  void leavesAPipeAlone(@TempDir Path dir) throws IOException, InterruptedException {
    Path pipe = dir.resolve("pipe.png");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> grid().write(pipe))
        .isInstanceOf(IOException.class)
        .hasMessage(
            pipe + " must be a file to write, but is a device or a pipe; name another file");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void namesAParentThatCannotBeCreated(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "");
    assertThatThrownBy(() -> grid().write(file.resolve("grid.png")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + " must be a directory that can be written, but cannot be created ("
                + file
                + " is a file); name another one");
  }

  @Test
  void refusesBadRows() {
    assertRefused(() -> ImageGrid.of(new float[0][], 2, 3), "at least 1 image, but had 0 rows");
    assertRefused(
        () -> ImageGrid.of(new float[][] {new float[6], new float[5]}, 2, 3),
        "every row must hold 2 x 3 = 6 values, but row 1 holds 5");
    assertRefused(
        () -> ImageGrid.of(new float[][] {{0, 0, 0, 0, Float.NaN, 0}}, 2, 3),
        "values must be finite, but row 0, column 4 is NaN");
    assertRefused(
        () -> ImageGrid.of(new float[][] {{Float.POSITIVE_INFINITY}}, 1, 1),
        "row 0, column 0 is Infinity");
  }

  @Test
  void refusesBadOptions() {
    assertRefused(() -> ImageGrid.of(ROWS, 0, 3), "height must be at least 1, but was 0");
    assertRefused(() -> ImageGrid.of(ROWS, 2, -3), "width must be at least 1, but was -3");
    assertRefused(() -> grid().columns(0), "columns must be at least 1, but was 0");
    assertRefused(() -> grid().gap(-1), "gap must be at least 0, but was -1");
    assertRefused(() -> grid().scale(0), "scale must be at least 1, but was 0");
    assertRefused(
        () -> grid().scale(Integer.MAX_VALUE).gap(Integer.MAX_VALUE).toPng(),
        "a picture must have fewer than 2^31 pixels");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
