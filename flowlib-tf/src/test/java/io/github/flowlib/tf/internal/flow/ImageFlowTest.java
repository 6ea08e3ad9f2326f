package io.github.flowlib.tf.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.flowlib.Glow;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Samples;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner.ResNet;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.Fixtures;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flows of several scales on small images of three classes. */
class ImageFlowTest {

  private static final Dataset TRAIN = Fixtures.images(500, 1);
  private static final Dataset TEST = Fixtures.images(100, 2);
  private static final ResNet NET = new ResNet(8, 1, Activation.RELU);

  static Stream<FlowSpec> flows() {
    RealNVP.MultiScaleBuilder realNvp = small();
    return Stream.of(
        realNvp.build(),
        realNvp.conditional(3).base(Base.conditionalNormal()).build(),
        RealNVP.multiScale()
            .image(4, 4)
            .scales(1)
            .couplings(2)
            .network(NET)
            .conditional(3)
            .variationalDequantization(2, 8)
            .build(),
        Glow.builder().image(4, 4).steps(1).network(NET).conditional(3).build());
  }

  @ParameterizedTest
  @MethodSource("flows")
  void theyLearnAndDrawAndAreReadBackBitForBit(FlowSpec spec, @TempDir Path directory)
      throws Exception {
    try (FlowModel flow = Models.create(spec, 1)) {
      double first =
          flow.fit(TRAIN, Fixtures.quick(6).validation(TEST).build())
              .epochs()
              .get(0)
              .validationLoss()
              .orElseThrow();
      assertThat(-flow.evaluate(TEST).logLikelihood()).isLessThan(first - 1);

      Distribution given = given(flow);
      float[][] rows = new float[TEST.rows()][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = TEST.row(i);
      }
      assertThat(given.toData(given.toNoise(rows))).isDeepEqualTo(rows);
      Samples samples = given.sampleAndLogProb(TEST.rows(), 3, 1);
      assertThat(samples.logProb()).containsExactly(given.logProb(samples.rows()), within(1e-9));
      flow.save(directory.resolve("flow"));
      try (FlowModel loaded = Models.loadFlow(directory.resolve("flow"))) {
        assertThat(loaded.logProb(TEST)).containsExactly(flow.logProb(TEST));
        assertThat(given(loaded).sample(TEST.rows(), 5))
            .isDeepEqualTo(given.sample(TEST.rows(), 5));
      }
    }
  }

  static Stream<RealNVP.MultiScaleBuilder> contexts() {
    return Stream.of(
        small().conditional(3),
        small().context(2),
        small().conditional(3).context(2),
        small().conditional(3).embedding(4));
  }

  private static RealNVP.MultiScaleBuilder small() {
    return RealNVP.multiScale().image(4, 4).couplings(1).network(NET);
  }

  /** Weights of the context are zero, and all others as they are without it. */
  @ParameterizedTest
  @MethodSource("contexts")
  void networksBeginAsThoseOfAFlowWithoutContext(RealNVP.MultiScaleBuilder builder) {
    Map<String, float[]> told = newWeights(builder.build());
    Map<String, float[]> ofContext =
        ImmutableMap.copyOf(Maps.filterKeys(told, name -> name.endsWith("/context")));
    assertThat(ofContext).isNotEmpty();
    assertThat(ofContext.values()).allSatisfy(values -> assertThat(values).containsOnly(0));
    told.keySet().removeIf(name -> name.endsWith("/context") || name.startsWith("embedding/"));
    assertThat(told).usingRecursiveComparison().isEqualTo(newWeights(small().build()));
  }

  private static Map<String, float[]> newWeights(FlowSpec spec) {
    try (TensorFlowFlow flow = (TensorFlowFlow) Models.create(spec, 3)) {
      return new HashMap<>(flow.session().read(flow.session().variables().trained()));
    }
  }

  private static Distribution given(FlowModel flow) {
    return flow.spec().context().classes() > 0 ? flow.given(TEST.labels()) : flow.distribution();
  }
}
