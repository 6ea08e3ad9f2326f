package io.github.flowlib.samples.exercises.page;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.samples.exercises.report.ModelMetrics;
import io.github.flowlib.samples.html.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The learning curves of several models, in bits per dimension. */
final class LearningCurves {

  private static final double LN_2 = Math.log(2);

  private LearningCurves() {}

  /** One colour for each model: validation solid, training dashed. */
  static Chart of(List<ModelMetrics> models, int dimension) {
    int epochs = models.stream().mapToInt(model -> model.curve().size()).max().orElse(0);
    List<Chart.Line> lines = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      List<ModelMetrics.CurvePoint> curve = models.get(i).curve();
      List<@Nullable Double> train = new ArrayList<>();
      List<@Nullable Double> validation = new ArrayList<>();
      for (int epoch = 0; epoch < epochs; epoch++) {
        ModelMetrics.CurvePoint point = epoch < curve.size() ? curve.get(epoch) : null;
        // The mean over the first epoch begins with an untrained model and would dwarf the rest.
        train.add(point == null || epoch == 0 ? null : bits(point.trainLoss(), dimension));
        validation.add(point == null ? null : bits(point.validationLoss(), dimension));
      }
      lines.add(new Chart.Line(models.get(i).name() + ", validation", i, false, validation));
      lines.add(new Chart.Line(models.get(i).name() + ", training", i, true, train));
    }
    return new Chart(
        "Learning curves",
        IntStream.rangeClosed(1, epochs)
            .mapToObj(epoch -> (double) epoch)
            .collect(ImmutableList.toImmutableList()),
        "epoch",
        "bits per dimension",
        lines);
  }

  private static @Nullable Double bits(@Nullable Double nats, int dimension) {
    return nats == null ? null : nats / (dimension * LN_2);
  }
}
