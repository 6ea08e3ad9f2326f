package io.github.flowlib.samples.exercises.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.mnist.ImageGrid;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedGridTest {

  @TempDir private Path directory;

  @Test
  void namesStandAroundThePictureThatStaysAsItWas() throws IOException {
    Path file = directory.resolve("grid.png");
    ImageGrid.of(new float[][] {{0, 90, 180, 255}, {255, 0, 0, 9}}, 2, 2).scale(30).write(file);
    BufferedImage plain = ImageIO.read(file.toFile());

    NamedGrid.write(file, "λ", List.of("0.0", "1.0"), List.of("linear"));

    BufferedImage named = ImageIO.read(file.toFile());
    int left = named.getWidth() - plain.getWidth();
    int top = named.getHeight() - plain.getHeight();
    assertThat(left).isGreaterThan(20);
    assertThat(top).isEqualTo(28);
    for (int y = 0; y < plain.getHeight(); y++) {
      for (int x = 0; x < plain.getWidth(); x++) {
        assertThat(named.getRaster().getSample(left + x, top + y, 0))
            .isEqualTo(plain.getRaster().getSample(x, y, 0));
      }
    }
    assertThat(dark(named, 0, left, top, named.getHeight())).as("beside").isPositive();
    assertThat(dark(named, left, named.getWidth(), 0, top)).as("above").isPositive();
  }

  /** Pixels that are letters, on white. */
  private static int dark(BufferedImage image, int left, int right, int top, int bottom) {
    int dark = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        dark += image.getRaster().getSample(x, y, 0) < 128 ? 1 : 0;
      }
    }
    return dark;
  }
}
