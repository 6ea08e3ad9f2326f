package io.github.flowlib.tf.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.tf.internal.flow.TensorFlowFlow;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.vae.TensorFlowVae;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How strongly a new network hears its context. */
class NetworkInputsTest {

  private static final int VALUES = 400;
  private static final int UNITS = 300;

  @ParameterizedTest
  @EnumSource(Activation.class)
  void aLabelIsHeardAsLoudlyAsAllPixelsTogether(Activation activation) {
    float[] weights = firstWeights(activation, NetworkInputs.balanced(VALUES, Context.classes(10)));
    // One of the ten is 1: what it adds has the variance of one weight.
    assertThat(meanSquare(weights, VALUES, VALUES + 10) / (VALUES * meanSquare(weights, 0, VALUES)))
        .isCloseTo(1, within(0.05));
  }

  @Test
  void allNumbersOfAVectorTogetherAreHeardAsLoudly() {
    float[] weights =
        firstWeights(Activation.RELU, NetworkInputs.balanced(VALUES, Context.vector(25)));
    assertThat(
            25
                * meanSquare(weights, VALUES, VALUES + 25)
                / (VALUES * meanSquare(weights, 0, VALUES)))
        .isCloseTo(1, within(0.05));
  }

  @Test
  void aLabelAndAVectorAddHalfEach() {
    float[] weights =
        firstWeights(
            Activation.RELU, NetworkInputs.balanced(VALUES, Context.classesAndVector(10, 25)));
    double ofValues = VALUES * meanSquare(weights, 0, VALUES);
    assertThat(meanSquare(weights, VALUES, VALUES + 10) / ofValues).isCloseTo(0.5, within(0.05));
    assertThat(25 * meanSquare(weights, VALUES + 10, VALUES + 35) / ofValues)
        .isCloseTo(0.5, within(0.05));
  }

  @Test
  void anEmbeddingIsHeardAsAVectorOfItsWidth() {
    assertThat(
            NetworkInputs.balanced(
                VALUES,
                Context.embedded(
                    Context.classes(10),
                    new Conditioner.Mlp(ImmutableList.of(7), Activation.RELU),
                    25)))
        .isEqualTo(NetworkInputs.balanced(VALUES, Context.vector(25)));
  }

  @Test
  void inANetworkOfAnAutoencoderTheContextStartsAsAnyInput() {
    float[] weights =
        firstWeights(Activation.TANH, NetworkInputs.alike(VALUES, Context.classes(10)));
    assertThat(meanSquare(weights, VALUES, VALUES + 10) / meanSquare(weights, 0, VALUES))
        .isCloseTo(1, within(0.05));
  }

  @Test
  void withoutContextThereIsNothingToBalance() {
    assertThat(NetworkInputs.balanced(VALUES, Context.none()))
        .isEqualTo(new NetworkInputs(VALUES, ImmutableList.of()));
  }

  /** The same in whole models, by the weights of their first layers. */
  @Test
  void couplingsBalanceAndAutoencodersDoNot() {
    try (TensorFlowFlow flow =
            (TensorFlowFlow)
                Models.create(
                    RealNVP.builder()
                        .image(20, 40)
                        .couplings(2)
                        .hidden(UNITS)
                        .conditional(10)
                        .build());
        TensorFlowVae vae =
            (TensorFlowVae)
                Models.create(
                    VAE.builder()
                        .image(20, 20)
                        .latent(VALUES)
                        .hidden(UNITS)
                        .conditional(10)
                        .build())) {
      for (String name :
          List.of("01_affine_coupling/hidden0/weights", "02_affine_coupling/hidden0/weights")) {
        assertThat(ratio(flow.session(), name)).isCloseTo(VALUES, within(20.0));
      }
      for (String name : List.of("encoder/hidden0/weights", "decoder/hidden0/weights")) {
        assertThat(ratio(vae.session(), name)).isCloseTo(1, within(0.05));
      }
    }
  }

  /** Nothing else is to be heard there, so it starts as He et al. 2015 want it. */
  @Test
  void ofOneNumberTheContextStartsAsTheOnlyInput() {
    for (int width : new int[] {1, 25}) {
      try (TensorFlowFlow flow =
          (TensorFlowFlow)
              Models.create(
                  MAF.builder()
                      .dimension(1)
                      .layers(1)
                      .hidden(UNITS, UNITS)
                      .context(width)
                      .build())) {
        Map<String, float[]> weights = flow.session().read(flow.session().variables().all());
        assertThat(
                width * meanSquare(weights.get("00_autoregressive/hidden0/weights"), 1, 1 + width))
            .isCloseTo(2, within(0.2));
        assertThat(UNITS * meanSquare(weights.get("00_autoregressive/hidden1/weights"), 0, UNITS))
            .isCloseTo(2, within(0.05));
      }
    }
  }

  private static double ratio(GraphSession session, String name) {
    float[] weights = session.read(session.variables().all()).get(name);
    return meanSquare(weights, VALUES, VALUES + 10) / meanSquare(weights, 0, VALUES);
  }

  private static float[] firstWeights(Activation activation, NetworkInputs inputs) {
    try (GraphSession session = new GraphSession()) {
      Variables variables = session.variables();
      new MlpConditioner(
          new Conditioner.Mlp(ImmutableList.of(UNITS), activation),
          inputs,
          2,
          1,
          variables.scope("net"));
      return variables.initialValues(7).get("net/hidden0/weights");
    }
  }

  private static double meanSquare(float[] weights, int from, int to) {
    float[] rows = Arrays.copyOfRange(weights, from * UNITS, to * UNITS);
    double sum = 0;
    for (float weight : rows) {
      sum += (double) weight * weight;
    }
    return sum / rows.length;
  }
}
