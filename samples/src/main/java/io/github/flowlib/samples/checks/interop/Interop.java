package io.github.flowlib.samples.checks.interop;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.VaeDistribution;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.models.ShippedModel;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether other programs get our numbers from our models: saves a conditional flow and the trained
 * autoencoder, asks both, and lets a bare TensorFlow Java program and a Python program ask the
 * saved directories the same. Neither has any code of this library.
 */
public final class Interop {

  /** Images that are asked about. */
  static final int ROWS = 60;

  static final int IMPORTANCE_SAMPLES = 20;
  static final long SEED = 7;
  static final double TEMPERATURE = 0.8;

  /**
   * Of a line that a program prints: model, signature, output, absolute and relative difference.
   */
  private static final int WORDS = 5;

  private static final ImmutableSet<String> LOG_DENSITIES =
      ImmutableSet.of("log_prob.log_prob", "sample_and_log_prob.log_prob", "elbo.elbo");

  private static final ImmutableSet<String> LATENTS =
      ImmutableSet.of("to_noise.z", "encode.mean", "encode.standard_deviation");

  private static final double PIXEL_RANGE = 255;

  /**
   * What to do.
   *
   * @param directory an empty one
   * @param python the command that starts Python
   */
  public record Options(Path directory, String python) {

    /**
     * Checks the arguments.
     *
     * @param directory see {@link #directory()}
     * @param python see {@link #python()}
     * @throws IllegalArgumentException if {@code python} is blank
     */
    public Options {
      checkArgument(!python.isBlank(), "--python must be a command, but was '%s'", python);
    }
  }

  /**
   * One comparison.
   *
   * @param program who asked
   * @param model that was asked
   * @param output {@code signature.output}
   * @param difference the largest one, in units of {@code limit}'s kind
   * @param limit what it may be
   */
  public record Row(String program, String model, String output, double difference, double limit) {

    /**
     * Whether the programs agree.
     *
     * @return true if the difference is a number within the limit
     */
    public boolean passed() {
      return difference <= limit;
    }
  }

  /**
   * What came out.
   *
   * @param rows all comparisons
   * @param tensorflow its version in each program that ran
   * @param skipped why a program was not run; empty if all were
   */
  public record Result(
      ImmutableList<Row> rows, ImmutableMap<String, String> tensorflow, Optional<String> skipped) {

    /**
     * Whether all programs that ran agree.
     *
     * @return true if so
     */
    public boolean passed() {
      return rows.stream().allMatch(Row::passed);
    }
  }

  private Interop() {}

  /**
   * Runs it.
   *
   * @param options where, and which Python
   * @return what came out
   * @throws IOException if files cannot be written, or a program fails
   * @throws InterruptedException if the thread is interrupted
   */
  public static Result run(Options options) throws IOException, InterruptedException {
    Exchange exchange = new Exchange(options.directory());
    Dataset data = SyntheticDigits.generate(ROWS, 2);
    float[][] x = data.toArray();
    int[] labels = data.labels();
    exchange.write("x", x);
    exchange.write("label", labels);
    flow(exchange, x, labels);
    autoencoder(exchange, x, labels);
    ImmutableList.Builder<Row> rows = ImmutableList.builder();
    ImmutableList<String> arguments =
        ImmutableList.of(
            options.directory().toString(),
            String.valueOf(SEED),
            String.valueOf(TEMPERATURE),
            String.valueOf(IMPORTANCE_SAMPLES));
    ImmutableMap.Builder<String, String> versions = ImmutableMap.builder();
    ImmutableList<String> said = OtherProgram.java(options.directory(), arguments);
    rows.addAll(rows("TensorFlow Java", said));
    versions.put("TensorFlow Java", said.get(0));
    Optional<String> missing = OtherProgram.missing(options.python());
    if (missing.isEmpty()) {
      said = OtherProgram.python(options.python(), options.directory(), arguments);
      rows.addAll(rows("Python", said));
      versions.put("Python", said.get(0));
      rows.add(throughNumPy(exchange, x, labels));
    }
    return new Result(rows.build(), versions.buildOrThrow(), missing);
  }

  /** A new model with the weights that NumPy read and wrote again. */
  private static Row throughNumPy(Exchange exchange, float[][] x, int[] labels) throws IOException {
    try (FlowModel trained = Models.loadFlow(exchange.model("flow"));
        FlowModel other = Models.create(trained.spec(), 2)) {
      other.importWeights(exchange.model("weights-of-numpy.npz"));
      double[] expected = trained.given(labels).logProb(x);
      double[] found = other.given(labels).logProb(x);
      double largest = 0;
      for (int i = 0; i < found.length; i++) {
        largest = Math.max(largest, Math.abs(found[i] - expected[i]));
      }
      return new Row("NumPy", "flow", "weights of an .npz", largest, 0);
    }
  }

  private static void flow(Exchange exchange, float[][] x, int[] labels) throws IOException {
    try (FlowModel flow =
        Models.create(
            RealNVP.builder().image(28, 28).couplings(5).hidden(128, 128).conditional(10).build(),
            1)) {
      flow.fit(
          SyntheticDigits.generate(2_000, 1),
          Training.builder().epochs(2).batchSize(50).quiet().build());
      flow.save(exchange.model("flow"));
      flow.exportWeights(exchange.model("weights.npz"));
      exchange.write("flow.log_prob.log_prob", flow.given(labels).logProb(x));
      float[][] z = flow.given(labels).toNoise(x);
      exchange.write("flow.to_noise.z", z);
      exchange.write("flow.to_data.x", flow.given(labels).toData(z));
      float[][] samples = flow.given(labels).sample(ROWS, SEED, TEMPERATURE);
      exchange.write("flow.sample.x", samples);
      exchange.write("flow.sample_and_log_prob.x", samples);
      exchange.write("flow.sample_and_log_prob.log_prob", flow.given(labels).logProb(samples));
    }
  }

  private static void autoencoder(Exchange exchange, float[][] x, int[] labels) throws IOException {
    try (VaeModel vae = (VaeModel) ShippedModel.CVAE.load()) {
      vae.save(exchange.model("cvae"));
      VaeDistribution given = vae.given(labels);
      exchange.write("cvae.elbo.elbo", given.elbo(x, IMPORTANCE_SAMPLES, SEED).values());
      exchange.write("cvae.log_prob.log_prob", given.logProb(x, IMPORTANCE_SAMPLES, SEED));
      exchange.write("cvae.encode.mean", given.encode(x).mean());
      exchange.write("cvae.encode.standard_deviation", given.encode(x).standardDeviation());
      exchange.write("cvae.decode.mean", given.decode(given.encode(x).mean()));
      exchange.write("cvae.reconstruct.mean", given.reconstruct(x));
      exchange.write("cvae.sample.mean", given.sampleMeans(ROWS, SEED, TEMPERATURE));
      exchange.write("cvae.sample.x", given.sample(ROWS, SEED, TEMPERATURE));
    }
  }

  /** Of all lines but the first, which is a version. */
  private static ImmutableList<Row> rows(String program, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      throw new IOException(program + " printed nothing");
    }
    ImmutableList.Builder<Row> rows = ImmutableList.builder();
    for (String line : ImmutableList.sortedCopyOf(lines.subList(1, lines.size()))) {
      List<String> words = Splitter.on(' ').splitToList(line);
      if (words.size() != WORDS) {
        throw new IOException(program + " printed what is no comparison: " + line);
      }
      String output = words.get(1) + "." + words.get(2);
      double absolute = number(words.get(3));
      double relative = number(words.get(4));
      rows.add(
          LOG_DENSITIES.contains(output)
              ? new Row(program, words.get(0), output, relative, 1e-4)
              : new Row(
                  program,
                  words.get(0),
                  output,
                  LATENTS.contains(output) ? relative : absolute / PIXEL_RANGE,
                  1e-3));
    }
    return rows.build();
  }

  /** Python writes {@code nan} and {@code inf}; neither is small. */
  private static double number(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
