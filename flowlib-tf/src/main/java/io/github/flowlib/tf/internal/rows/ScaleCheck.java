package io.github.flowlib.tf.internal.rows;

import com.google.common.collect.ImmutableList;
import com.google.common.math.Stats;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.spec.Autoregressive;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.Spline;
import io.github.flowlib.spec.SplineCoupling;
import io.github.flowlib.spec.Transform;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.internal.graph.Log;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Warns of training data that a model without preprocessing cannot learn well: noise has unit scale
 * and networks start for inputs of unit scale, so columns in the thousands or the thousandths, and
 * those whose spread is small beside their mean, train to nonsense without any error. Every warning
 * names what mends it.
 */
public final class ScaleCheck {

  private static final double MAX_SIZE = 5;
  private static final double MIN_DEVIATION = 0.1;

  /** Means may be so many standard deviations away from 0. */
  private static final double MAX_DISTANCE = 5;

  /** A spline does not bend what lies beyond its bound: so many standard deviations must not. */
  private static final double MIN_WITHIN_SPLINE = 2.5;

  private static final String OF_COLUMN =
      "column %1$d has mean %2$.3g and standard deviation %3$.3g; ";
  private static final String OF_CONTEXT =
      "networks see the context as it is, but its "
          + OF_COLUMN
          + "build the model without rawContext() (a spec written by hand: without raw()), so that it"
          + " is standardised";
  private static final String OF_FLOW =
      "the first transform sees the data as they are, but "
          + OF_COLUMN
          + "call standardize() (in a spec written by hand, let a Standardization be the first"
          + " transform)";
  private static final String OF_AUTOENCODER =
      "encoder and decoder see the data as they are, but "
          + OF_COLUMN
          + "subtract the means of such columns, and divide by their standard deviations s"
          + " (log-densities in the old units are then Σ log s smaller)";
  private static final String OF_CONSTANT =
      "networks see the data as they are, but column %1$d is %2$.3g in all rows; remove it";

  /**
   * A column as a model sees it.
   *
   * @param bound a spline leaves what lies beyond it as it is
   */
  private record Column(double mean, double deviation, double bound) {

    static Column of(Stats stats, double bound) {
      return new Column(stats.mean(), stats.populationStandardDeviation(), bound);
    }

    /** With uniform noise on [0, 1) added. */
    Column dequantized() {
      return new Column(mean + 0.5, Math.hypot(deviation, Math.sqrt(1.0 / 12)), bound);
    }

    boolean isConstant() {
      return deviation == 0;
    }

    boolean isOfUnitScale() {
      if (isConstant()) {
        return Math.abs(mean) <= MAX_SIZE;
      }
      return deviation >= MIN_DEVIATION
          && deviation <= MAX_SIZE
          && Math.abs(mean) <= MAX_DISTANCE * deviation
          && Math.abs(mean) + MIN_WITHIN_SPLINE * deviation <= bound;
    }
  }

  private ScaleCheck() {}

  /** Logs what there is to say of checked training data. */
  public static void check(ModelSpec spec, Dataset data) {
    Stream.of(ofContext(spec, data), ofData(spec, data))
        .flatMap(Optional::stream)
        .forEach(text -> Log.LOG.log(System.Logger.Level.WARNING, text));
  }

  static Optional<String> ofContext(ModelSpec spec, Dataset data) {
    if (spec.context().vectorWidth() == 0 || spec.context().standardized()) {
      return Optional.empty();
    }
    Stream<Column> columns =
        Columns.ofContext(data).stream().map(each -> Column.of(each, Double.POSITIVE_INFINITY));
    return warning(columns, OF_CONTEXT, OF_CONTEXT);
  }

  static Optional<String> ofData(ModelSpec spec, Dataset data) {
    if (spec instanceof FlowSpec flow) {
      if (flow.transforms().isEmpty() || flow.transforms().get(0).network().isEmpty()) {
        return Optional.empty();
      }
      double bound = bound(flow.transforms().get(0));
      Stream<Column> columns = Columns.ofRows(data).stream().map(each -> Column.of(each, bound));
      return warning(
          flow.wholeNumbers() ? columns.map(Column::dequantized) : columns, OF_FLOW, OF_CONSTANT);
    }
    VaeSpec vae = (VaeSpec) spec;
    if (vae.scale() != 1 || !vae.domain().isAll()) {
      return Optional.empty();
    }
    return warning(
        Columns.ofRows(data).stream().map(each -> Column.of(each, Double.POSITIVE_INFINITY)),
        OF_AUTOENCODER,
        OF_CONSTANT);
  }

  private static double bound(Transform transform) {
    if (transform instanceof SplineCoupling coupling) {
      return coupling.spline().bound();
    }
    return transform instanceof Autoregressive layer && layer.map() instanceof Spline spline
        ? spline.bound()
        : Double.POSITIVE_INFINITY;
  }

  private static Optional<String> warning(Stream<Column> all, String text, String ofConstant) {
    ImmutableList<Column> columns = all.collect(ImmutableList.toImmutableList());
    for (int j = 0; j < columns.size(); j++) {
      Column column = columns.get(j);
      if (!column.isOfUnitScale()) {
        String which = column.isConstant() ? ofConstant : text;
        return Optional.of(String.format(Locale.ROOT, which, j, column.mean(), column.deviation()));
      }
    }
    return Optional.empty();
  }
}
