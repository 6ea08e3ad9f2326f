package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Posterior;
import io.github.flowlib.model.Samples;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.tf.internal.graph.GraphSessions;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * What a program with TensorFlow and without this library gets from a saved model, against the
 * model's own answers: the same bits, because it is the same graph.
 */
class SignaturesTest {

  private static final int ROWS = 30;
  private static final float[][] IMAGES = Fixtures.images(ROWS, 9).toArray();
  private static final int[] LABELS = Fixtures.images(ROWS, 9).labels();
  private static final long SEED = -5;
  private static final double TEMPERATURE = 0.75;

  @TempDir private Path directory;

  /** A signature's answers by name, flat, as double. */
  private static Map<String, double[]> call(
      SavedModelBundle bundle, String signature, Map<String, Tensor> inputs) {
    Map<String, double[]> outputs = new LinkedHashMap<>();
    try (Result result = bundle.function(signature).call(inputs)) {
      result.forEach(
          entry ->
              outputs.put(
                  entry.getKey(),
                  entry.getValue() instanceof TFloat64 doubles
                      ? Tensors.doubles(doubles)
                      : flat(Tensors.floats((TFloat32) entry.getValue()))));
    }
    inputs.values().forEach(Tensor::close);
    return outputs;
  }

  private static double[] flat(float[]... rows) {
    return Arrays.stream(rows)
        .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i]))
        .toArray();
  }

  private static Tensor matrix(float[][] rows) {
    int width = rows[0].length;
    float[] flat = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return Tensors.of(flat, Shape.of(rows.length, width));
  }

  private static Tensor labels() {
    return Tensors.of(LABELS);
  }

  private static Map<String, Tensor> draws(String context, Tensor given) {
    return Map.of(
        "count",
        TInt32.scalarOf(ROWS),
        "seed",
        Tensors.int64(SEED),
        "temperature",
        Tensors.scalar(TEMPERATURE),
        context,
        given);
  }

  @Test
  void aFlow() throws IOException {
    try (FlowModel flow = Models.create(Fixtures.conditionalImageFlow(), 3)) {
      flow.fit(Fixtures.images(300, 1), Fixtures.quick(3).build());
      flow.save(directory.resolve("flow"));
      try (SavedModelBundle bundle = GraphSessions.load(directory.resolve("flow"))) {
        assertThat(bundle.signatures())
            .extracting(Signature::key)
            .containsExactlyInAnyOrder(
                "log_prob", "to_noise", "to_data", "sample", "sample_and_log_prob");
        assertThat(call(bundle, "log_prob", Map.of("x", matrix(IMAGES), "label", labels())))
            .containsExactly(Map.entry("log_prob", flow.given(LABELS).logProb(IMAGES)));
        float[][] noise = flow.given(LABELS).toNoise(IMAGES);
        assertThat(
                call(bundle, "to_noise", Map.of("x", matrix(IMAGES), "label", labels())).get("z"))
            .containsExactly(flat(noise));
        assertThat(call(bundle, "to_data", Map.of("z", matrix(noise), "label", labels())).get("x"))
            .containsExactly(flat(IMAGES));
        Samples samples = flow.given(LABELS).sampleAndLogProb(ROWS, SEED, TEMPERATURE);
        assertThat(call(bundle, "sample", draws("label", labels())).get("x"))
            .containsExactly(flat(samples.rows()));
        Map<String, double[]> both = call(bundle, "sample_and_log_prob", draws("label", labels()));
        assertThat(both.get("x")).containsExactly(flat(samples.rows()));
        assertThat(both.get("log_prob")).containsExactly(samples.logProb());
        assertThat(bundle.graph().operations())
            .as("an inference graph")
            .toIterable()
            .noneMatch(operation -> operation.type().contains("Adam"));
      }
    }
  }

  @Test
  void aFlowWithVectorsAsContext() throws IOException {
    float[][] points = Fixtures.moons(ROWS, 1).toArray();
    float[][] context = Fixtures.moons(ROWS, 2).toArray();
    try (FlowModel flow =
        Models.create(
            RealNVP.builder().dimension(2).couplings(3).hidden(8).context(2).build(), 3)) {
      flow.fit(Dataset.of(points).withContext(context), Fixtures.quick(5).build());
      flow.save(directory.resolve("flow"));
      try (SavedModelBundle bundle = GraphSessions.load(directory.resolve("flow"))) {
        assertThat(
                call(bundle, "log_prob", Map.of("x", matrix(points), "context", matrix(context)))
                    .get("log_prob"))
            .containsExactly(flow.given(context).logProb(points));
        assertThat(call(bundle, "sample", draws("context", matrix(context))).get("x"))
            .containsExactly(flat(flow.given(context).sample(ROWS, SEED, TEMPERATURE)));
      }
    }
  }

  @Test
  void anAutoencoder() throws IOException {
    try (VaeModel vae =
        Models.create(
            VAE.builder().image(4, 4).latent(3).hidden(24, 24).conditional(3).build(), 3)) {
      vae.fit(Fixtures.images(300, 1), Fixtures.quick(3).build());
      vae.save(directory.resolve("vae"));
      VaeDistribution given = vae.given(LABELS);
      try (SavedModelBundle bundle = GraphSessions.load(directory.resolve("vae"))) {
        assertThat(bundle.signatures())
            .extracting(Signature::key)
            .containsExactlyInAnyOrder(
                "elbo", "log_prob", "encode", "decode", "reconstruct", "sample");
        Posterior posterior = given.encode(IMAGES);
        Map<String, double[]> encoded =
            call(bundle, "encode", Map.of("x", matrix(IMAGES), "label", labels()));
        assertThat(encoded.get("mean")).containsExactly(flat(posterior.mean()));
        assertThat(encoded.get("standard_deviation"))
            .containsExactly(flat(posterior.standardDeviation()));
        assertThat(
                call(bundle, "decode", Map.of("z", matrix(posterior.mean()), "label", labels()))
                    .get("mean"))
            .containsExactly(flat(given.decode(posterior.mean())));
        assertThat(
                call(bundle, "reconstruct", Map.of("x", matrix(IMAGES), "label", labels()))
                    .get("mean"))
            .containsExactly(flat(given.reconstruct(IMAGES)));
        Map<String, double[]> sampled = call(bundle, "sample", draws("label", labels()));
        assertThat(sampled.get("x")).containsExactly(flat(given.sample(ROWS, SEED, TEMPERATURE)));
        assertThat(sampled.get("mean"))
            .containsExactly(flat(given.sampleMeans(ROWS, SEED, TEMPERATURE)));
        // The sum over the samples is another one, in double.
        Map<String, double[]> bounds = call(bundle, "elbo", bounds());
        assertThat(bounds.get("elbo"))
            .containsExactly(given.elbo(IMAGES, 7, SEED).values(), within(1e-9));
        assertThat(bounds.get("reconstruction"))
            .containsExactly(given.elbo(IMAGES, 7, SEED).reconstruction(), within(1e-9));
        assertThat(bounds.get("kl")).containsExactly(given.elbo(IMAGES, 7, SEED).kl());
        assertThat(call(bundle, "log_prob", bounds()).get("log_prob"))
            .containsExactly(given.logProb(IMAGES, 7, SEED), within(1e-9));
      }
    }
  }

  private static Map<String, Tensor> bounds() {
    return Map.of(
        "x", matrix(IMAGES),
        "label", labels(),
        "samples", TInt32.scalarOf(7),
        "seed", Tensors.int64(SEED));
  }

  @Test
  void withoutContextNoneIsAskedFor() throws IOException {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow(), 3)) {
      flow.save(directory.resolve("flow"));
      try (SavedModelBundle bundle = GraphSessions.load(directory.resolve("flow"))) {
        assertThat(bundle.function("sample").signature().inputNames())
            .containsExactlyInAnyOrder("count", "seed", "temperature");
        assertThat(bundle.function("log_prob").signature().inputNames()).containsExactly("x");
      }
    }
  }

  /** A row so far away that its density is 0 in double, as Java says it. */
  @Test
  void aDensityOfNothingIsMinusInfinityAndNotNaN() throws IOException {
    float[][] far = {{3e38f, -3e38f}, {0, 0}};
    try (VaeModel vae =
        Models.create(
            VAE.builder()
                .dimension(2)
                .latent(2)
                .hidden(4)
                .likelihood(Likelihood.normal(0.1))
                .build(),
            3)) {
      vae.save(directory.resolve("vae"));
      double[] expected = vae.distribution().logProb(far, 5, SEED);
      assertThat(expected[0]).isEqualTo(Double.NEGATIVE_INFINITY);
      try (SavedModelBundle bundle = GraphSessions.load(directory.resolve("vae"))) {
        double[] found =
            call(
                    bundle,
                    "log_prob",
                    Map.of(
                        "x", matrix(far),
                        "samples", TInt32.scalarOf(5),
                        "seed", Tensors.int64(SEED)))
                .get("log_prob");
        assertThat(found[0]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(found[1]).isCloseTo(expected[1], within(1e-9));
        Map<String, double[]> bounds =
            call(
                bundle,
                "elbo",
                Map.of(
                    "x", matrix(far),
                    "samples", TInt32.scalarOf(5),
                    "seed", Tensors.int64(SEED)));
        assertThat(bounds.get("elbo")[0]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(bounds.get("elbo")[1]).isFinite();
        bounds.values().forEach(values -> assertThat(values).doesNotContain(Double.NaN));
      }
    }
  }

  @Test
  void aFlowSaysItAsWell() throws IOException {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow(), 3)) {
      flow.save(directory.resolve("flow"));
      float[][] far = {{3e38f, -3e38f}, {0, 0}};
      try (SavedModelBundle bundle = GraphSessions.load(directory.resolve("flow"))) {
        assertThat(call(bundle, "log_prob", Map.of("x", matrix(far))).get("log_prob"))
            .containsExactly(flow.distribution().logProb(far))
            .startsWith(Double.NEGATIVE_INFINITY);
      }
    }
  }
}
