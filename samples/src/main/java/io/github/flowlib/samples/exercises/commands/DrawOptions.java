package io.github.flowlib.samples.exercises.commands;

import io.github.flowlib.Models;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.samples.console.UsageException;
import io.github.flowlib.samples.exercises.Exercise3cDigits;
import io.github.flowlib.samples.models.ShippedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What the commands understand that generate digits from labels. */
final class DrawOptions {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "a saved conditional model, autoencoder or flow (default: the trained one that comes with"
              + " the samples)")
  private @Nullable Path model;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "another seed gives other handwriting (default: ${DEFAULT-VALUE})")
  private long seed = Exercise3cDigits.Style.DEFAULT.seed();

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "factor on the noise; smaller is more typical (default: ${DEFAULT-VALUE})")
  private double temperature = Exercise3cDigits.Style.DEFAULT.temperature();

  @ArgGroup private @Nullable MeanOrSample kind;

  /** What is shown of a model: at most one of the two is named. */
  static final class MeanOrSample {

    @Option(
        names = "--mean",
        description = "show the means of the decoder, smooth (the default for autoencoders)")
    private boolean mean;

    @Option(
        names = "--sample",
        description = "draw from the decoder, black and white (flows always draw)")
    private boolean sample;
  }

  /** Reads the model, asks it in the style that was chosen, closes it. */
  <T> T ask(BiFunction<Model<?>, Exercise3cDigits.Style, T> question) throws IOException {
    if (!(temperature >= 0 && Double.isFinite(temperature))) {
      throw new UsageException(
          "--temperature must be at least 0 and finite, but was " + temperature);
    }
    try (Model<?> loaded = model == null ? ShippedModel.CVAE.load() : Models.load(model)) {
      if (kind != null && kind.mean && !(loaded instanceof VaeModel)) {
        throw new UsageException(
            "--mean has no meaning for a flow, which has no decoder; leave it out");
      }
      Exercise3cDigits.Kind shown =
          kind != null && kind.sample ? Exercise3cDigits.Kind.SAMPLE : Exercise3cDigits.Kind.MEAN;
      return question.apply(loaded, new Exercise3cDigits.Style(seed, temperature, shown));
    }
  }
}
