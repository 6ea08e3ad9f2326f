package io.github.flowlib.samples.exercises.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.train.Training;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlaneTest {

  @TempDir private Path temporary;

  private static Plane.Options options(
      ImmutableList<PlanePreset> presets, int rows, int epochs, Path out) {
    return new Plane.Options(
        PlaneData.EIGHT_GAUSSIANS, presets, rows, epochs, 2e-3, 0, out, "flowlib plane");
  }

  @Test
  void aRunWritesPictureTableAndFigures() throws Exception {
    Path out = temporary.resolve("out");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PlanePage.write(
        options(ImmutableList.of(PlanePreset.NICE, PlanePreset.MAF), 400, 1, out),
        new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), false));

    BufferedImage picture = ImageIO.read(out.resolve("plane.png").toFile());
    // Three panels, and the names of the rows beside them.
    assertThat(picture.getWidth()).isBetween(3 * 246 - 6 + 30, 3 * 246 + 250);
    assertThat(picture.getHeight()).isEqualTo(3 * 246 - 6 + 28);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("1,600 test points of eight-gaussians")
        .containsPattern("nice +[\\d,]+ ")
        .containsPattern("maf +[\\d,]+ ");
    assertThat(Files.readString(out.resolve("metrics.json")))
        .contains("\"preset\" : \"maf\"", "\"integral\"", "\"entropy\" : 2.138");
    assertThat(Files.readString(out.resolve("index.html")))
        .contains("Flows in the plane", "data and noise", "NICE", "MAF");
  }

  /** Hardly trained, so that a coarse grid is enough. */
  @ParameterizedTest
  @EnumSource
  void everyDensityIntegratesToOne(PlanePreset preset) {
    try (FlowModel flow = Models.create(preset.spec(), 1)) {
      flow.fit(
          PlaneData.TWO_MOONS.draw(1_000, 1),
          Training.builder().epochs(2).batchSize(100).learningRate(1e-3).build());
      assertThat(Plane.integral(flow, 0.1)).isCloseTo(1, within(2e-3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void pointsAreOfAboutUnitScaleAndSeeded(PlaneData data) {
    Dataset points = data.draw(20_000, 1);
    double square = 0;
    for (float[] point : points.toArray()) {
      square += (point[0] * point[0] + point[1] * point[1]) / (2.0 * points.rows());
    }
    assertThat(Math.sqrt(square)).isBetween(0.7, 1.7);
    assertThat(data.draw(100, 1).toArray()).isDeepEqualTo(data.draw(100, 1).toArray());
    assertThat(data.draw(100, 2).toArray()).isNotEqualTo(data.draw(100, 1).toArray());
    assertThat(PlaneData.parse(data.toString())).isEqualTo(data);
  }

  /** Two ways: a sum over a grid, and the mean over points that were drawn. */
  @Test
  void theEntropyIsThatOfThePoints() {
    double mean = 0;
    float[][] points = PlaneData.EIGHT_GAUSSIANS.draw(200_000, 5).toArray();
    for (float[] point : points) {
      mean -= Math.log(PlaneData.densityOfEightGaussians(point[0], point[1])) / points.length;
    }
    assertThat(PlaneData.entropyOfEightGaussians()).isCloseTo(mean, within(0.01));
    // Eight modes that hardly touch: log 8 and the entropy of one.
    assertThat(PlaneData.entropyOfEightGaussians())
        .isCloseTo(Math.log(8) + Math.log(2 * Math.PI * Math.E * 0.25 * 0.25), within(0.01));
  }

  @Test
  void theCheckerboardIsOnDarkSquaresOnly() {
    for (float[] point : PlaneData.CHECKERBOARD.draw(5_000, 3).toArray()) {
      int square = Math.floorMod((int) Math.floor(point[0]) + (int) Math.floor(point[1]), 2);
      assertThat(square).isZero();
      assertThat(point[0]).isBetween(-2f, 2f);
      assertThat(point[1]).isBetween(-2f, 2f);
    }
  }

  @Test
  void badOptionsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(ImmutableList.of(), 400, 1, temporary))
        .withMessage("presets must name at least 1 flow, but named 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(ImmutableList.of(PlanePreset.MAF), 99, 1, temporary))
        .withMessage("rows must be at least 100, but was 99");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlaneData.parse("moon"))
        .withMessageStartingWith("data must be one of two-moons, rings");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlanePreset.parse("glow"))
        .withMessageStartingWith("presets must be among nice, realnvp");
  }
}
