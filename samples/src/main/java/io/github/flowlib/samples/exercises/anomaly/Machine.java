package io.github.flowlib.samples.exercises.anomaly;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A made-up table: what the sensors of a pump say. Normal rows follow its physics with some noise;
 * in an anomaly one sensor goes its own way, within the range that it always has, so that no single
 * column gives it away.
 */
final class Machine {

  static final ImmutableList<String> COLUMNS =
      ImmutableList.of("speed", "flow", "pressure", "power", "temperature", "vibration");

  /** 0 for a normal row, 1 for an anomaly. */
  static final String TRUTH = "anomaly";

  private static final double NOISE = 0.08;

  private Machine() {}

  /** Writes rows, of which a share is anomalies. */
  static void write(Path file, int rows, double share, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", COLUMNS) + "," + TRUTH);
    for (int i = 0; i < rows; i++) {
      double[] row = normal(random);
      boolean anomaly = random.nextDouble() < share;
      if (anomaly) {
        int column = random.nextInt(row.length);
        row[column] = normal(random)[column]; // a plausible value, of another moment
      }
      StringBuilder line = new StringBuilder();
      for (double value : row) {
        line.append(String.format(Locale.ROOT, "%.4f,", value));
      }
      lines.add(line.append(anomaly ? 1 : 0).toString());
    }
    Files.write(file, lines);
  }

  /** Speed and valve are free; the rest follows, each sensor with noise. */
  private static double[] normal(SplittableRandom random) {
    double speed = random.nextBoolean() ? 0.8 + 0.3 * random.nextGaussian() : -0.8;
    speed += 0.1 * random.nextGaussian();
    double valve = 2 * random.nextDouble() - 1;
    double flow = speed + 0.8 * valve;
    double pressure = speed * speed - 0.6 * flow * valve;
    double power = 0.7 * speed + 0.5 * flow * pressure;
    double temperature = Math.tanh(power) + 0.4 * pressure;
    double vibration = Math.sin(2 * speed) * (1 + 0.5 * valve);
    double[] row = {speed, flow, pressure, power, temperature, vibration};
    for (int j = 0; j < row.length; j++) {
      row[j] += NOISE * random.nextGaussian();
    }
    return row;
  }
}
