package io.github.flowlib.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flowlib.Glow;
import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.NICE;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.LeakyRelu;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.Softplus;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A specification goes to JSON and comes back, and nothing that breaks a rule is read. */
class SpecJsonTest {

  private static VAE.Builder vae() {
    return VAE.builder().dimension(4).latent(2);
  }

  static Stream<ModelSpec> specs() {
    return Stream.of(
        RealNVP.builder().image(28, 28).conditional(10).build(),
        RealNVP.builder().dimension(4).masks(Mask.keeping(0, 2)).randomMasks(3).build(),
        RealNVP.builder()
            .dimension(4)
            .separateNetworks(Activation.TANH, Activation.RELU)
            .dropout(0.2)
            .batchNorm()
            .build(),
        RealNVP.builder().image(4, 4).logit(1e-6).standardize().build(),
        RealNVP.builder().image(4, 4).variationalDequantization(2, 8).build(),
        RealNVP.multiScale().image(8, 8).conditional(3).context(2).embedding(8, 4).build(),
        NICE.builder().dimension(3).context(2).rawContext().build(),
        NeuralSplineFlow.builder().dimension(3).marginals().build(),
        NeuralSplineFlow.multiScale().image(4, 4).build(),
        MAF.builder().dimension(3).bins(4).base(Base.studentT(3)).build(),
        IAF.builder().dimension(3).base(Base.diagonalNormal()).build(),
        MAF.builder()
            .dimension(3)
            .context(2)
            .base(Base.conditionalMixture(3).withSpread(2))
            .build(),
        MAF.builder()
            .dimension(2)
            .preprocess(new Softplus(100), FixedAffine.of(1, 2), new LeakyRelu(0.5))
            .build(),
        Glow.builder().image(8, 8).network(Conditioner.resNet(4, 1, Activation.ELU)).build(),
        VAE.builder().image(4, 4).conditional(10).build(),
        VAE.builder().image(4, 4).likelihood(Likelihood.discretizedLogistic()).build(),
        vae().prior(RealNVP.builder().dimension(2).couplings(2).build()).build(),
        vae().likelihood(Likelihood.normal(0.5)).build());
  }

  @ParameterizedTest
  @MethodSource("specs")
  void whatIsWrittenIsReadAgain(ModelSpec spec) {
    String json = SpecJson.write(spec);
    assertThat(SpecJson.read(json)).isEqualTo(spec);
    assertThat(json).doesNotContain("\"image\"", "isImage");
  }

  static Stream<Arguments> earlierNames() {
    return Map.of(
            "Gaussian", Likelihood.normal(0.5),
            "LearnedGaussian", Likelihood.normal())
        .entrySet()
        .stream()
        .map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @ParameterizedTest
  @MethodSource("earlierNames")
  void recordsAreReadUnderTheirEarlierNames(String earlier, Likelihood likelihood) {
    ModelSpec spec = vae().likelihood(likelihood).build();
    String name = likelihood.getClass().getSimpleName();
    String json = SpecJson.write(spec);
    assertThat(json).contains("\"" + name + "\"").doesNotContain("Gaussian");
    assertThat(SpecJson.read(json.replace("\"" + name + "\"", "\"" + earlier + "\"")))
        .isEqualTo(spec);
  }

  /** As they were written before there were limits, which such models never had. */
  @Test
  void splinesBeforeTheyHadLimitsAreReadWithoutThem() {
    Pattern limits =
        Pattern.compile(",\\s*\"limits\" : \\{\\s*\"size\" : 1.5,\\s*\"slope\" : 2.0\\s*}");
    String ofCouplings = SpecJson.write(NeuralSplineFlow.builder().dimension(2).build());
    String ofLayers = SpecJson.write(MAF.builder().dimension(2).bins(4).build());
    assertThat(limits.matcher(ofCouplings).results()).hasSize(5);
    assertThat(limits.matcher(ofLayers).results()).hasSize(5);
    FlowSpec couplings = (FlowSpec) SpecJson.read(limits.matcher(ofCouplings).replaceAll(""));
    FlowSpec layers = (FlowSpec) SpecJson.read(limits.matcher(ofLayers).replaceAll(""));
    assertThat(couplings.transforms())
        .extracting(each -> ((SplineCoupling) each).spline())
        .containsOnly(new Spline(8, 5, Optional.empty()));
    assertThat(layers.transforms())
        .extracting(each -> ((Autoregressive) each).map())
        .containsOnly(new Spline(4, 5, Optional.empty()));
    for (FlowSpec spec : List.of(couplings, layers)) {
      assertThat(SpecJson.read(SpecJson.write(spec))).isEqualTo(spec);
    }
  }

  static Stream<ModelSpec> contexts() {
    return Stream.of(
        RealNVP.builder().dimension(2).couplings(1).context(3).build(),
        RealNVP.builder().dimension(2).couplings(1).conditional(2).context(3).build(),
        vae().conditional(2).context(3).embedding(4).build());
  }

  /** Earlier files do not say so, because there was no other way. */
  @ParameterizedTest
  @MethodSource("contexts")
  void contextsBeforeTheyWereStandardizedAreRaw(ModelSpec spec) {
    String json = SpecJson.write(spec);
    String earlier = json.replaceFirst(",\\s*\"standardized\" : true", "");
    assertThat(earlier).isNotEqualTo(json);
    ModelSpec read = SpecJson.read(earlier);
    assertThat(read.context().standardized()).isFalse();
    assertThat(SpecJson.write(read)).isEqualTo(json.replace("true", "false"));
  }

  private static ModelSpec flowOf(Base base) {
    return RealNVP.builder().dimension(2).couplings(1).base(base).build();
  }

  @Test
  void namesOfBasesBeforeTheyHadParametersAreRead() {
    String json = SpecJson.write(flowOf(Base.logistic()));
    String base = "\"base\"\\s*:\\s*\\{[^}]*\\}";
    assertThat(SpecJson.read(json.replaceFirst(base, "\"base\" : \"LOGISTIC\"")))
        .isEqualTo(flowOf(Base.logistic()));
    assertThat(SpecJson.read(json.replaceFirst(base, "\"base\" : \"NORMAL\"")))
        .isEqualTo(flowOf(Base.normal()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpecJson.read(json.replaceFirst(base, "\"base\" : \"UNIFORM\"")))
        .withMessageContaining("a base without a type must be NORMAL or LOGISTIC");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpecJson.read(json.replaceFirst(base, "\"base\" : 1")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpecJson.read(json.replaceFirst(base, "\"base\" : null")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          \"logScaleBound\" : 2.0 | \"logScaleBound\" : 99 | logScaleBound must be 0.001 to 20, but was 99.0
          \"AffineCoupling\"      | \"AfineCoupling\"      | 'AfineCoupling' as a subtype
          \"classes\" : 10        | \"classes\" : 10, \"clases\" : 3 | Unrecognized field "clases"
          \"classes\" : 10        | \"classes\" : \"ten\"  | ten
          \"classes\" : 10        | \"classes\" : null     | null
          \"classes\" : 10        | \"classes\" : 1        | classes must be at least 2, but was 1
          """)
  void whatBreaksARuleIsRefused(String from, String to, String message) {
    String json = SpecJson.write(RealNVP.builder().dimension(4).conditional(10).build());
    assertThat(json).contains(from);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpecJson.read(json.replace(from, to)))
        .withMessageStartingWith("a specification cannot be read: ")
        .withMessageContaining(message);
  }

  @Test
  void whatIsNoSpecificationIsRefused() {
    for (String json : new String[] {"", "[]", "7", "{", "{}", "{} {}", "RealNVP"}) {
      assertThatThrownBy(() -> SpecJson.read(json))
          .as(json)
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a specification cannot be read: ");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpecJson.read("null"))
        .withMessage("a specification must be a JSON object, but was null");
  }

  /**
   * TensorFlow, and whatever runs models, stays away: that is why this module is one of its own.
   */
  @Test
  void thereIsNoBackendOnTheClassPath() {
    assertThatThrownBy(() -> Class.forName("org.tensorflow.Graph"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> Class.forName("io.github.flowlib.tf.TensorFlowBackend"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
