package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.Transform;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trained splines give rows far from their data back: data → noise → data. */
class FarRowsTest {

  /** 0.0001 is needed; splines without limits miss by 5.9, nearly all of their interval. */
  private static final double TOLERANCE = 0.02;

  private static final Dataset DATA = wave(1000, 1);

  /** Column 0 far away, column 1 where the data are, and the other way round. */
  private static final float[][] FAR = far();

  enum Kind {
    COUPLING(NeuralSplineFlow.builder().dimension(2).couplings(2).hidden(16).build()),
    AUTOREGRESSIVE(MAF.builder().dimension(2).layers(2).hidden(16).bins(8).build());

    private final FlowSpec spec;

    Kind(FlowSpec spec) {
      this.spec = spec;
    }
  }

  /** x₁ = sin 2 x₀ + 0.2 ε, x₀ standard normal. */
  private static Dataset wave(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      double x = random.nextGaussian();
      rows[i] = new float[] {(float) x, (float) (Math.sin(2 * x) + 0.2 * random.nextGaussian())};
    }
    return Dataset.of(rows);
  }

  private static float[][] far() {
    ImmutableList.Builder<float[]> rows = ImmutableList.builder();
    for (float distance : new float[] {-1000, -50, -20, 20, 50, 1000}) {
      for (float near = -1.99f; near < 2; near += 0.25f) {
        rows.add(new float[] {distance, near});
        rows.add(new float[] {near, distance});
      }
    }
    return rows.build().toArray(new float[0][]);
  }

  private static FlowSpec withoutLimits(FlowSpec spec) {
    return new FlowSpec(
        spec.event(),
        spec.context(),
        spec.dequantization(),
        spec.transforms().stream()
            .map(FarRowsTest::withoutLimits)
            .collect(ImmutableList.toImmutableList()),
        spec.base());
  }

  private static Transform withoutLimits(Transform transform) {
    if (transform instanceof SplineCoupling coupling) {
      return new SplineCoupling(
          coupling.mask(), coupling.conditioner(), withoutLimits(coupling.spline()));
    }
    return transform instanceof Autoregressive autoregressive
            && autoregressive.map() instanceof Spline spline
        ? new Autoregressive(
            withoutLimits(spline),
            autoregressive.conditioner(),
            autoregressive.reversed(),
            autoregressive.fast())
        : transform;
  }

  private static Spline withoutLimits(Spline spline) {
    return new Spline(spline.bins(), spline.bound(), Optional.empty());
  }

  @ParameterizedTest
  @EnumSource
  void rowsFarFromTheDataComeBack(Kind kind) {
    assertThat(error(kind.spec)).isLessThan(TOLERANCE);
  }

  /** As models do that were saved before there were limits; so the check above is able to fail. */
  @ParameterizedTest
  @EnumSource
  void withoutLimitsTheyDoNot(Kind kind) {
    assertThat(error(withoutLimits(kind.spec))).isGreaterThan(10 * TOLERANCE);
  }

  /** The largest error of a value of about unit scale, or of a part of a larger one. */
  private static double error(FlowSpec spec) {
    try (FlowModel flow = Models.create(spec, 3)) {
      flow.fit(DATA, Fixtures.quick(6).batchSize(100).learningRate(0.02).build());
      Distribution p = flow.distribution();
      float[][] back = p.toData(p.toNoise(FAR));
      double worst = 0;
      for (int i = 0; i < FAR.length; i++) {
        for (int j = 0; j < 2; j++) {
          double error =
              Math.abs((double) back[i][j] - FAR[i][j]) / Math.max(1, Math.abs(FAR[i][j]));
          worst = Math.max(worst, error);
        }
      }
      return worst;
    }
  }
}
