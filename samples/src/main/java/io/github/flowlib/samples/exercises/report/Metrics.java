package io.github.flowlib.samples.exercises.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.evaluation.ClassifierMetrics;
import io.github.flowlib.samples.results.ResultsFile;
import io.github.flowlib.samples.results.Versions;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run measured, as it stands in {@code metrics.json}.
 *
 * @param models the models
 * @param baselines trivial models on the same test images
 * @param comparisons each model with the one before it
 * @param interpolation ways between two digits; null if there were none
 * @param classifier the judge of samples; null if none were judged
 * @param couplingsNeeded how many couplings it takes with and without labels; empty if that was not
 *     asked
 * @param autoencoder a conditional variational autoencoder; null if there was none
 * @param command what was typed, to run it again
 * @param versions what it ran on
 */
public record Metrics(
    ImmutableList<ModelMetrics> models,
    ImmutableList<BaselineMetrics> baselines,
    ImmutableList<Comparison> comparisons,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable InterpolationMetrics interpolation,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ClassifierMetrics classifier,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) ImmutableList<CouplingsNeeded> couplingsNeeded,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CvaeMetrics autoencoder,
    String command,
    Versions versions) {

  /**
   * Figures of a run that judged no samples.
   *
   * @param models see {@link #models()}
   * @param baselines see {@link #baselines()}
   * @param comparisons see {@link #comparisons()}
   * @param interpolation see {@link #interpolation()}
   * @param command see {@link #command()}
   * @param versions see {@link #versions()}
   */
  public Metrics(
      ImmutableList<ModelMetrics> models,
      ImmutableList<BaselineMetrics> baselines,
      ImmutableList<Comparison> comparisons,
      @Nullable InterpolationMetrics interpolation,
      String command,
      Versions versions) {
    this(
        models,
        baselines,
        comparisons,
        interpolation,
        null,
        ImmutableList.of(),
        null,
        command,
        versions);
  }

  /**
   * Writes the file, the last one of a run.
   *
   * @param directory where everything else was written
   * @throws IOException if it cannot be written
   */
  public void write(Path directory) throws IOException {
    ResultsFile.write(directory, this);
  }
}
