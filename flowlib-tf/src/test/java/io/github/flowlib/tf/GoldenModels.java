package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.github.flowlib.Glow;
import io.github.flowlib.IAF;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.NICE;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.json.internal.SpecMapper;
import io.github.flowlib.model.Distribution;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.ActNorm;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.AffineCoupling;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Conditioner;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FixedAffine;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.InvertibleLinear;
import io.github.flowlib.spec.LeakyRelu;
import io.github.flowlib.spec.Logit;
import io.github.flowlib.spec.MarginalSpline;
import io.github.flowlib.spec.Mask;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.Permutation;
import io.github.flowlib.spec.Softplus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes the models that every later version must read and answer alike, with their answers. Run
 * once for a format, from {@code flowlib-tf}, with the test class path:
 *
 * <pre>{@code
 * java -cp … io.github.flowlib.tf.GoldenModels src/test/resources/golden/format-2
 * }</pre>
 *
 * <p>Models of kinds that came later have a directory each time, and are named behind it.
 *
 * <p>What is there is never written again: {@link GoldenModelsTest} reads it.
 */
final class GoldenModels {

  static final String ANSWERS = "answers.json";
  static final int ROWS = 8;
  static final long SEED = 11;

  /**
   * What a model was asked, and said.
   *
   * @param rows of data
   * @param labels of the rows and of the samples
   * @param context of the rows and of the samples, where the model wants one
   * @param logProb of the rows with their labels; of an autoencoder with ten importance samples
   * @param samples for the labels
   */
  record Answers(
      float[][] rows,
      int[] labels,
      Optional<float[][]> context,
      double[] logProb,
      float[][] samples) {

    static Answers of(Model<?> model, float[][] rows, int[] labels, Optional<float[][]> context) {
      if (model instanceof VaeModel vae) {
        VaeDistribution given =
            context.map(c -> vae.given(labels, c)).orElseGet(() -> vae.given(labels));
        return new Answers(
            rows, labels, context, given.logProb(rows, 10, SEED), given.sampleMeans(ROWS, SEED, 1));
      }
      FlowModel flow = (FlowModel) model;
      Distribution given =
          context.map(c -> flow.given(labels, c)).orElseGet(() -> flow.given(labels));
      return new Answers(rows, labels, context, given.logProb(rows), given.sample(ROWS, SEED, 1));
    }
  }

  private static final Conditioner.ResNet NET = new Conditioner.ResNet(3, 1, Activation.RELU);

  private static final ImmutableMap<String, ModelSpec> SPECS =
      ImmutableMap.<String, ModelSpec>builder()
          .put(
              "realnvp-marginals",
              RealNVP.builder().image(4, 4).couplings(2).hidden(6, 6).conditional(3).build())
          .put(
              "realnvp-logit",
              RealNVP.builder()
                  .image(4, 4)
                  .couplings(2)
                  .hidden(6)
                  .logit(1e-6)
                  .standardize()
                  .conditional(3)
                  .build())
          .put("nice", NICE.builder().image(4, 4).couplings(2).hidden(6).conditional(3).build())
          .put(
              "neural-spline-flow",
              NeuralSplineFlow.builder()
                  .image(4, 4)
                  .couplings(2)
                  .bins(3)
                  .hidden(6)
                  .conditional(3)
                  .build())
          .put("maf", MAF.builder().image(4, 4).layers(2).hidden(6).conditional(3).build())
          .put(
              "maf-splines",
              MAF.builder().image(4, 4).layers(2).bins(3).hidden(6).conditional(3).build())
          .put("iaf", IAF.builder().image(4, 4).layers(2).hidden(6).conditional(3).build())
          .put("linear", linear())
          .put("vae", VAE.builder().image(4, 4).latent(2).hidden(6).conditional(3).build())
          .put("diagonal-normal", withBase(Base.conditionalNormal()))
          .put("mixture-of-normals", withBase(Base.mixtureOfNormals(3)))
          .put("conditional-mixture", withBase(Base.conditionalMixture(2)))
          .put("student-t", withBase(Base.studentT(3.5)))
          .put(
              "multi-scale-realnvp",
              RealNVP.multiScale()
                  .image(4, 4)
                  .scales(2)
                  .couplings(1)
                  .network(NET)
                  .conditional(3)
                  .build())
          .put("glow", Glow.builder().image(4, 4).steps(1).network(NET).conditional(3).build())
          .put("variational-dequantization", realNvp().variationalDequantization(2, 4).build())
          .put("batch-norm", realNvp().batchNorm().build())
          .put("embedding", realNvp().embedding(5, 4).build())
          .put("elementwise", elementwise())
          .put(
              "vae-flow-prior",
              VAE.builder()
                  .image(4, 4)
                  .latent(2)
                  .hidden(6)
                  .conditional(3)
                  .prior(
                      RealNVP.builder().dimension(2).couplings(2).hidden(4).conditional(3).build())
                  .build())
          // As all contexts were before they were standardised.
          .put("raw-context", realNvp().context(2).rawContext().build())
          .put(
              "vae-raw-context",
              VAE.builder()
                  .image(4, 4)
                  .latent(2)
                  .hidden(6)
                  .conditional(3)
                  .context(2)
                  .rawContext()
                  .embedding(4)
                  .build())
          .buildOrThrow();

  /** Two numbers for every row, that are not of unit scale. */
  static Dataset withContext(Dataset images) {
    float[][] context = new float[images.rows()][];
    for (int i = 0; i < context.length; i++) {
      context[i] = new float[] {(float) (3 + Math.sin(i)), (float) (0.2 * Math.cos(5 * i))};
    }
    return images.withContext(context);
  }

  private static RealNVP.Builder realNvp() {
    return RealNVP.builder().image(4, 4).couplings(2).hidden(6).conditional(3);
  }

  /** Maps of single values that no preset has, and a mask by position. */
  private static FlowSpec elementwise() {
    return new FlowSpec(
        EventShape.image(4, 4, 1),
        Context.classes(3),
        Dequantization.uniform(256),
        ImmutableList.of(
            new Softplus(50),
            FixedAffine.of(100, 50),
            new MarginalSpline(8),
            new LeakyRelu(0.5),
            new AffineCoupling(
                Mask.keeping(0, 3, 4, 9),
                new Conditioner.Mlp(ImmutableList.of(6), Activation.TANH),
                2)),
        Base.normal());
  }

  private static FlowSpec withBase(Base base) {
    return RealNVP.builder().image(4, 4).couplings(1).hidden(6).conditional(3).base(base).build();
  }

  /** Layers that no preset has. */
  private static FlowSpec linear() {
    return new FlowSpec(
        EventShape.image(4, 4, 1),
        Context.classes(3),
        Dequantization.uniform(256),
        ImmutableList.of(
            new Logit(0.05, 0, 256),
            new ActNorm(),
            Permutation.random(16, 3),
            new InvertibleLinear(),
            new AffineCoupling(
                Mask.of(Mask.Kind.HALF),
                new Conditioner.Mlp(ImmutableList.of(6), Activation.TANH),
                2)),
        Base.normal());
  }

  private GoldenModels() {}

  /**
   * Writes them.
   *
   * @param args a directory that does not exist yet, and the names of models; all if there are none
   */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectory(Path.of(args[0]));
    ImmutableSortedMap.Builder<String, Answers> answers = ImmutableSortedMap.naturalOrder();
    List<String> names = List.of(args).subList(1, args.length);
    for (var named : SPECS.entrySet()) {
      if (!names.isEmpty() && !names.contains(named.getKey())) {
        continue;
      }
      boolean numbers = named.getValue().context().vectorWidth() > 0;
      Dataset data = Fixtures.images(200, 1);
      Dataset rows = numbers ? withContext(Fixtures.images(ROWS, 9)) : Fixtures.images(ROWS, 9);
      try (Model<?> model = Models.create(named.getValue(), 1)) {
        model.fit(numbers ? withContext(data) : data, Fixtures.quick(3).build());
        model.save(directory.resolve(named.getKey()));
        answers.put(
            named.getKey(),
            Answers.of(
                model,
                rows.toArray(),
                rows.labels(),
                numbers ? Optional.of(contextOf(rows)) : Optional.empty()));
      }
    }
    SpecMapper.MAPPER.writeValue(directory.resolve(ANSWERS).toFile(), answers.build());
  }

  static float[][] contextOf(Dataset rows) {
    float[][] context = new float[rows.rows()][];
    Arrays.setAll(context, rows::context);
    return context;
  }
}
