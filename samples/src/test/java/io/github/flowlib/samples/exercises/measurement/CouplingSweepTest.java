package io.github.flowlib.samples.exercises.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.report.CouplingsNeeded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CouplingSweepTest {

  private static final int[] COUPLINGS = {2, 5, 10};

  /** Nats and distances in the order of couplings. */
  private static CouplingSweep sweep(
      int images, double[] without, double[] with, double[] far, double[] near) {
    List<CouplingSweep.Point> points = new ArrayList<>();
    for (int i = 0; i < COUPLINGS.length; i++) {
      boolean known = images > 1;
      points.add(
          new CouplingSweep.Point(
              Sweeps.model(
                  COUPLINGS[i],
                  false,
                  Sweeps.logProb(images, without[i]),
                  known ? far[i] : null,
                  0),
              Sweeps.model(
                  COUPLINGS[i],
                  true,
                  Sweeps.logProb(images, with[i]),
                  known ? near[i] : null,
                  0.6 + COUPLINGS[i] / 100.0)));
    }
    return new CouplingSweep(ImmutableList.copyOf(points));
  }

  @Test
  void yesNeedsFewerByEveryMeasure() {
    CouplingSweep sweep =
        sweep(
            100,
            new double[] {-800, -780, -770},
            new double[] {-779, -769, -760},
            new double[] {30, 20, 10},
            new double[] {19, 9, 5});

    assertThat(sweep.needed())
        .containsExactly(
            new CouplingsNeeded("log p(x)", "RealNVP(5)", 5, 2),
            new CouplingsNeeded("log p(x)", "RealNVP(10)", 10, 5),
            new CouplingsNeeded("Fréchet distance at temperature 1", "RealNVP(5)", 5, 2),
            new CouplingsNeeded("Fréchet distance at temperature 1", "RealNVP(10)", 10, 5));
  }

  @Test
  void betterAtTheSameNumberIsNotFewer() {
    CouplingSweep sweep =
        sweep(
            100,
            new double[] {-800, -780, -770},
            new double[] {-797, -777, -767},
            new double[] {30, 20, 10},
            new double[] {28, 18, 8});

    assertThat(sweep.needed())
        .contains(
            new CouplingsNeeded("log p(x)", "RealNVP(5)", 5, 5),
            new CouplingsNeeded("log p(x)", "RealNVP(10)", 10, 10));
  }

  @Test
  void whatNobodyNeedsLabelsDoNotSave() {
    // Two couplings without labels are already as near as ten: labels get no credit for that.
    CouplingSweep sweep =
        sweep(
            100,
            new double[] {-800, -780, -770},
            new double[] {-779, -769, -790},
            new double[] {10, 10.1, 10.2},
            new double[] {10.1, 10, 10});

    assertThat(sweep.needed())
        .contains(new CouplingsNeeded("Fréchet distance at temperature 1", "RealNVP(10)", 2, 2));
  }

  @Test
  void labelsThatCostCouplingsAreToldOf() {
    CouplingSweep sweep =
        sweep(
            100,
            new double[] {-800, -780, -770},
            new double[] {-810, -790, -779},
            new double[] {30, 20, 10},
            new double[] {30, 20, 10});

    assertThat(sweep.needed())
        .contains(
            new CouplingsNeeded("log p(x)", "RealNVP(5)", 5, 10),
            new CouplingsNeeded("log p(x)", "RealNVP(10)", 10, null));
  }

  @Test
  void oneImageCannotTell() {
    CouplingSweep sweep =
        sweep(
            1,
            new double[] {-800, -780, -770},
            new double[] {-779, -769, -760},
            new double[3],
            new double[3]);

    assertThat(sweep.needed()).isEmpty();
  }
}
