package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.report.CouplingsNeeded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepFindingsTest {

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
    assertThat(SweepFindings.of(sweep))
        .containsExactly(
            "Does conditional generation need fewer couplings? Yes. Each model without labels, but"
                + " for the smallest, is a mark: how few couplings, without labels and with them,"
                + " are not worse than it by more than two standard errors? By log p(x) labels save"
                + " couplings for 2 of 2 marks. By Fréchet distance at temperature 1 labels save couplings"
                + " for 2 of 2 marks.",
            "At the same number of couplings, of 3 pairs, the model with labels is clearly better"
                + " for 3 and worse for 0 by log p(x), better for 3 and worse for 0 by Fréchet"
                + " distance at temperature 1. The part of conditional samples that the classifier"
                + " reads as asked, by couplings: 62.0 % with 2 and 70.0 % with 10 at temperature"
                + " 1; guessing would be 10.0 %.",
            "Only 2, 5, 10 couplings were tried, each model was trained once, and the standard"
                + " errors know nothing of how another training would have gone.");
  }

  @Test
  void betterAtTheSameNumberIsNotFewer() {
    assertThat(
            SweepFindings.of(
                    sweep(
                        100,
                        new double[] {-800, -780, -770},
                        new double[] {-797, -777, -767},
                        new double[] {30, 20, 10},
                        new double[] {28, 18, 8}))
                .get(0))
        .startsWith("Does conditional generation need fewer couplings? No. Each")
        .contains("By log p(x) labels save couplings for none of 2 marks. By");
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
    assertThat(SweepFindings.of(sweep).get(0))
        .contains("? Sometimes. Each")
        .contains(
            "By Fréchet distance at temperature 1 labels save couplings for none of 2 marks.");
    assertThat(SweepFindings.of(sweep).get(1))
        .contains("clearly better for 2 and worse for 1 by log p(x), better for 0 and worse for 0");
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
    assertThat(SweepFindings.of(sweep).get(0))
        .contains("By log p(x) labels save couplings for none of 2 marks and cost some for 2.");
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
    assertThat(SweepFindings.of(sweep).get(0))
        .isEqualTo(
            "Does conditional generation need fewer couplings? By log p(x) so few images cannot"
                + " tell. By Fréchet distance at temperature 1 so few images cannot tell.");
  }
}
