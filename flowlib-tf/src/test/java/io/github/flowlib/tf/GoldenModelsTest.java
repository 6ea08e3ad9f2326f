package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.google.common.primitives.Floats;
import io.github.flowlib.Models;
import io.github.flowlib.json.internal.SpecMapper;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.tf.internal.graph.GraphSessions;
import io.github.flowlib.tf.internal.graph.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Models that earlier versions wrote, with what they said then. None is ever removed or written
 * again: if one fails here, models of users would.
 */
class GoldenModelsTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static Stream<Path> models() throws IOException {
    try (Stream<Path> all = Files.walk(GOLDEN)) {
      return all
          .filter(path -> path.endsWith("manifest.json"))
          .map(Path::getParent)
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void allAreThere() throws IOException {
    assertThat(models().map(path -> GOLDEN.relativize(path).toString().replace('\\', '/')))
        .contains(
            "format-2/iaf",
            "format-2/linear",
            "format-2/maf",
            "format-2/neural-spline-flow",
            "format-2/nice",
            "format-2/realnvp-logit",
            "format-2/realnvp-marginals",
            "format-2/vae",
            "format-2-bases/conditional-mixture",
            "format-2-bases/diagonal-normal",
            "format-2-bases/mixture-of-normals",
            "format-2-bases/student-t",
            "format-2-layers/multi-scale-realnvp",
            "format-2-layers/glow",
            "format-2-layers/variational-dequantization",
            "format-2-layers/batch-norm",
            "format-2-layers/embedding",
            "format-2-layers/elementwise",
            "format-2-layers/vae-flow-prior",
            "format-2-contexts/raw-context",
            "format-2-contexts/vae-raw-context",
            "format-2-splines/maf-splines",
            "format-2-limits/maf-splines",
            "format-2-limits/neural-spline-flow");
  }

  /** The kernels of another processor may round otherwise. */
  @ParameterizedTest
  @MethodSource("models")
  void answersAsItDidWhenItWasWritten(Path directory) throws IOException {
    GoldenModels.Answers expected = answers(directory);
    try (Model<?> model = Models.load(directory)) {
      GoldenModels.Answers found =
          GoldenModels.Answers.of(model, expected.rows(), expected.labels(), expected.context());
      assertThat(found.logProb()).hasSameSizeAs(expected.logProb());
      for (int i = 0; i < GoldenModels.ROWS; i++) {
        assertThat(found.logProb()[i])
            .isCloseTo(expected.logProb()[i], within(1e-5 * Math.abs(expected.logProb()[i])));
      }
      List<Float> all = Stream.of(expected.samples()).flatMap(GoldenModelsTest::boxed).toList();
      List<Float> now = Stream.of(found.samples()).flatMap(GoldenModelsTest::boxed).toList();
      assertThat(now).hasSameSizeAs(all);
      for (int i = 0; i < all.size(); i++) {
        // A whole number may fall on the other side.
        assertThat(now.get(i))
            .isCloseTo(all.get(i), within(model instanceof VaeModel ? 1e-3f : 1f));
      }
    }
  }

  /** Programs without this library call it by these names, in later versions as well. */
  @ParameterizedTest
  @MethodSource("models")
  void theStoredGraphHasItsSignatures(Path directory) throws IOException {
    GoldenModels.Answers expected = answers(directory);
    boolean autoencoder = directory.getFileName().toString().startsWith("vae");
    float[] flat = new float[GoldenModels.ROWS * 16];
    for (int i = 0; i < GoldenModels.ROWS; i++) {
      System.arraycopy(expected.rows()[i], 0, flat, i * 16, 16);
    }
    float[] numbers = Floats.concat(expected.context().orElse(new float[0][]));
    try (SavedModelBundle bundle = GraphSessions.load(directory);
        TFloat32 x = Tensors.of(flat, Shape.of(GoldenModels.ROWS, 16));
        TInt32 label = Tensors.of(expected.labels());
        TFloat32 context = Tensors.of(numbers, Shape.of(numbers.length / 2, 2));
        TInt32 samples = TInt32.scalarOf(10);
        TInt64 seed = Tensors.int64(GoldenModels.SEED)) {
      assertThat(bundle.signatures())
          .extracting(Signature::key)
          .containsExactlyInAnyOrder(
              autoencoder
                  ? new String[] {"elbo", "log_prob", "encode", "decode", "reconstruct", "sample"}
                  : new String[] {
                    "log_prob", "to_noise", "to_data", "sample", "sample_and_log_prob"
                  });
      Map<String, Tensor> inputs = new HashMap<>(Map.of("x", x, "label", label));
      if (expected.context().isPresent()) {
        inputs.put("context", context);
      }
      if (autoencoder) {
        inputs.put("samples", samples);
        inputs.put("seed", seed);
      }
      try (Result result = bundle.function("log_prob").call(inputs)) {
        double[] found = Tensors.doubles((TFloat64) result.get("log_prob").orElseThrow());
        for (int i = 0; i < GoldenModels.ROWS; i++) {
          assertThat(found[i])
              .isCloseTo(expected.logProb()[i], within(1e-5 * Math.abs(expected.logProb()[i])));
        }
      }
    }
  }

  private static GoldenModels.Answers answers(Path directory) throws IOException {
    Map<String, GoldenModels.Answers> answers =
        SpecMapper.MAPPER.readValue(
            directory.resolveSibling(GoldenModels.ANSWERS).toFile(), new TypeReference<>() {});
    return answers.get(directory.getFileName().toString());
  }

  private static Stream<Float> boxed(float[] row) {
    return IntStream.range(0, row.length).mapToObj(i -> row[i]);
  }
}
