package io.github.flowlib.samples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.flowlib.samples.report.BaselineMetrics;
import io.github.flowlib.samples.report.Comparison;
import io.github.flowlib.samples.report.Metrics;
import io.github.flowlib.samples.report.ModelMetrics;
import io.github.flowlib.samples.report.OutputDirectory;
import io.github.flowlib.samples.report.Page;
import io.github.flowlib.spec.FlowSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Flows of several kinds on the same digits, each with the defaults of its preset. */
public final class PresetComparison {

  /** Samples side by side. */
  private static final int GRID = 8;

  private PresetComparison() {}

  /**
   * What to do.
   *
   * @param digits the data
   * @param presets at least one, each once
   * @param preprocessing of pixels
   * @param fit how to train
   * @param out the directory to write
   * @param command what was typed
   */
  public record Options(
      Digits digits,
      ImmutableList<Preset> presets,
      Preprocessing preprocessing,
      FitOptions fit,
      Path out,
      String command) {

    /** What is compared if nobody says. */
    static final ImmutableList<Preset> DEFAULT_PRESETS =
        ImmutableList.of(Preset.REALNVP, Preset.NEURAL_SPLINE_FLOW);

    /**
     * Checks the arguments.
     *
     * @param digits see {@link #digits()}
     * @param presets see {@link #presets()}
     * @param preprocessing see {@link #preprocessing()}
     * @param fit see {@link #fit()}
     * @param out see {@link #out()}
     * @param command see {@link #command()}
     * @throws IllegalArgumentException if there are no presets, or one comes twice
     */
    public Options {
      checkPresets(presets);
    }

    static ImmutableList<Preset> checkPresets(ImmutableList<Preset> presets) {
      checkArgument(!presets.isEmpty(), "presets must name at least 1 flow, but named 0");
      checkArgument(
          ImmutableSet.copyOf(presets).size() == presets.size(),
          "presets must name every flow once, but were %s",
          presets);
      return presets;
    }
  }

  /**
   * Trains, compares and writes everything.
   *
   * @param options what to do
   * @param console hears of the progress, and gets the table
   * @return the page to read
   * @throws IOException if results cannot be written
   * @throws IllegalArgumentException if the directory to write must not be replaced
   */
  public static Path run(Options options, Console console) throws IOException {
    try (OutputDirectory out = OutputDirectory.prepare(options.out())) {
      Digits digits = options.digits();
      ImmutableList<BaselineMetrics> baselines = Baselines.histograms(digits, console);
      List<TrainedModel> models = new ArrayList<>();
      List<Comparison> comparisons = new ArrayList<>();
      for (Preset preset : options.presets()) {
        FlowSpec spec = preset.spec(options.preprocessing(), options.fit());
        TrainedModel model =
            TrainedModel.train(
                ModelName.of(spec),
                spec,
                digits,
                options.fit(),
                out.path("models").resolve(preset.toString()),
                console);
        for (TrainedModel before : models) {
          comparisons.add(model.comparedWith(before, digits));
        }
        models.add(model);
      }
      ImmutableList<ModelMetrics> metrics =
          models.stream().map(TrainedModel::metrics).collect(ImmutableList.toImmutableList());
      Tables.print(metrics, baselines, comparisons, digits, console);

      Page page = new Page("Flows on digits", "Flows of several kinds, on the same images.");
      Sections.data(page, digits);
      page.heading("Likelihood");
      Sections.table(page, metrics, baselines, digits);
      Sections.curves(page, metrics, digits);
      page.heading("Samples");
      page.figures(SampleFigures.grids(digits, models, GRID, out.path()));
      Sections.footer(page, options.command());
      page.write(out.path("index.html"));
      new Metrics(
              metrics,
              baselines,
              ImmutableList.copyOf(comparisons),
              null,
              options.command(),
              Metrics.Versions.current())
          .write(out.path());
      out.commit();
      return out.target().resolve("index.html");
    }
  }
}
