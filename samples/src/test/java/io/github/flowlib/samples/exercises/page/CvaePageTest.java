package io.github.flowlib.samples.exercises.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.Models;
import io.github.flowlib.mnist.Mnist;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Exercise3bCvae;
import io.github.flowlib.samples.exercises.baseline.IndependentBits;
import io.github.flowlib.samples.exercises.training.Digits;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.models.ShippedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The exercise as a whole, with networks and data so small that it takes seconds. */
class CvaePageTest {

  private static final FitOptions TINY = new FitOptions(3, 50, 1e-3, 3, ImmutableList.of(32));

  @TempDir private Path directory;

  private final Digits digits = Digits.synthetic(300, 80);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Path run(Optional<Path> model, String name) throws IOException {
    return CvaePage.write(
        new Exercise3bCvae.Options(
            digits,
            model,
            new Exercise3bCvae.Sizes(4, 2, 20, 2),
            OptionalInt.of(20),
            TINY,
            directory.resolve(name),
            "flowlib test"),
        new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false));
  }

  private static JsonNode json(Path page) throws IOException {
    return new ObjectMapper().readTree(page.resolveSibling("metrics.json").toFile());
  }

  @Test
  void everythingIsMeasuredAndTheFiguresAreThoseOfTheSavedModel() throws IOException {
    Path page = run(Optional.empty(), "first");

    JsonNode metrics = json(page);
    assertThat(metrics.path("epochs").asInt()).isEqualTo(3);
    assertThat(metrics.path("trainRows").asInt()).isEqualTo(380);
    assertThat(metrics.path("trainSamples").asInt()).isEqualTo(2);
    assertThat(metrics.path("curve")).hasSize(3);
    JsonNode estimates = metrics.path("logProb");
    assertThat(estimates.findValues("importanceSamples").stream().map(JsonNode::asInt))
        .containsExactly(1, 10, 20);
    // More samples, tighter bound; one sample is the joint form of the ELBO but for its noise.
    assertThat(estimates.path(0).path("mean").asDouble())
        .isLessThan(estimates.path(1).path("mean").asDouble());
    assertThat(estimates.path(1).path("mean").asDouble())
        .isLessThan(estimates.path(2).path("mean").asDouble());
    // A tenth of the samples on all test images, all of them on a twentieth.
    JsonNode unlabelled = metrics.path("unlabelled");
    assertThat(unlabelled.findValuesAsText("images")).containsExactly("80", "4");
    for (JsonNode each : unlabelled) {
      double given = each.path("labelGiven").path("mean").asDouble();
      assertThat(each.path("logProb").path("mean").asDouble())
          .isGreaterThanOrEqualTo(given - Math.log(10));
      int samples = each.path("labelGiven").path("importanceSamples").asInt();
      JsonNode effective = each.path("labelGiven").path("effectiveSamples");
      assertThat(effective.path("mean").asDouble()).isBetween(1.0, samples + 1e-9);
      assertThat(effective.path("smallest").asDouble())
          .isBetween(1 - 1e-9, effective.path("mean").asDouble());
    }
    assertThat(metrics.path("activeUnits").path("variances")).hasSize(4);
    double elbo = metrics.path("elbo").path("mean").asDouble();
    assertThat(metrics.path("elboJoint").path("mean").asDouble()).isCloseTo(elbo, within(0.5));
    // With a flow as prior the KL is estimated from the same samples.
    assertThat(metrics.path("elboDifference").path("mean").asDouble()).isCloseTo(0, within(1e-3));
    assertThat(metrics.path("elboDifference").path("standardError").asDouble())
        .isLessThan(metrics.path("elbo").path("standardError").asDouble() / 100);
    assertThat(
            metrics.path("sampleQuality").findValues("temperature").stream()
                .map(JsonNode::asDouble))
        .containsExactly(1.0, 0.8, 0.6, 1.0);
    assertThat(metrics.path("sampleQuality").findValuesAsText("scored"))
        .containsExactly("decoder means", "decoder means", "decoder means", "draws");
    assertThat(metrics.path("classifier").path("testRows").asInt()).isEqualTo(80);
    // 80 images are to be judged, but each digit is told all nine others.
    assertThat(metrics.path("otherLabel").path("images").asInt()).isEqualTo(90);
    assertThat(
            metrics.path("otherLabel").path("readAsPrior").asDouble()
                + metrics.path("otherLabel").path("readAsDecoder").asDouble())
        .isBetween(0.0, 1.0);
    for (String picture :
        ImmutableList.of(
            "samples",
            "styles",
            "latents",
            "draws",
            "reconstructions",
            "interpolation",
            "nearest")) {
      assertThat(page.resolveSibling(picture + "-cvae.png")).isNotEmptyFile();
    }
    assertThat(Files.readString(page))
        .contains("label 9", "decoder told 9")
        .contains("The same ε in every column", "straight in ε", "where the prior is N(0, I).")
        .contains("decoder means", "All digits here are synthetic", "importance samples");

    Path model = page.resolveSibling("models").resolve("cvae");
    try (VaeModel vae = Models.loadVae(model)) {
      assertThat(vae.evaluate(digits.test(), 20).logLikelihood())
          .isCloseTo(estimates.path(2).path("mean").asDouble(), within(1e-4));
      assertThat(Arrays.stream(vae.elbo(digits.test(), 10).values()).average().orElseThrow())
          .isCloseTo(elbo, within(1e-4));
    }

    JsonNode again = json(run(Optional.of(model), "second"));
    assertThat(again.path("elbo")).isEqualTo(metrics.path("elbo"));
    assertThat(again.path("logProb")).isEqualTo(metrics.path("logProb"));
    assertThat(again.path("epochs").isNull()).isTrue();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "FLOWLIB_MNIST_DIR", matches = ".+")
  void baselinesAndTheShippedModelOnRealDigits() throws IOException {
    Mnist mnist = Mnist.load();
    // Published for binarized MNIST by the references of this project: 206.0, per class 171.9.
    assertThat(mean(IndependentBits.fit(mnist.fullTrain()).logProb(mnist.test())))
        .isCloseTo(-206.0, within(0.5));
    assertThat(mean(IndependentBits.fitPerClass(mnist.fullTrain(), 10).logProb(mnist.test())))
        .isCloseTo(-171.9, within(0.5));
    try (VaeModel vae = (VaeModel) ShippedModel.CVAE.load()) {
      // 1000 of the 10 000 test images; all of them are in docs/results.
      assertThat(vae.evaluate(mnist.test().head(1000), 50).logLikelihood()).isBetween(-86.0, -80.0);
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
