package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.FlowBuilder;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.NeuralSplineFlow;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Base;
import io.github.flowlib.spec.Context;
import io.github.flowlib.spec.Dequantization;
import io.github.flowlib.spec.EventShape;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.train.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the units of data and context: models reach the density that the data were made by. */
class ScaleTest {

  private static final double DEVIATION = 0.3;

  /** In nats; a model that does not hear the context is 1.4 nats away. */
  private static final double NEAR = 0.15;

  private static final double FAR = 1;

  /** Data and the mean of their true log-density. */
  private record Sample(Dataset data, double truth) {

    /**
     * x = (t, −t) + 0.3 ε, given context mean + spread · t, with t standard normal; of class y x₀
     * is 2 y larger.
     */
    static Sample given(double mean, double spread, int rows, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[][] values = new float[rows][];
      float[][] context = new float[rows][];
      int[] labels = new int[rows];
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        double t = random.nextGaussian();
        double[] noise = {random.nextGaussian(), random.nextGaussian()};
        labels[i] = random.nextInt(2);
        context[i] = new float[] {(float) (mean + spread * t)};
        values[i] =
            new float[] {
              (float) (2 * labels[i] + t + DEVIATION * noise[0]),
              (float) (-t + DEVIATION * noise[1])
            };
        sum += logNormal(noise[0], DEVIATION) + logNormal(noise[1], DEVIATION);
      }
      return new Sample(Dataset.of(values).withLabels(labels).withContext(context), sum / rows);
    }

    /** Column 0 is standard normal, column 1 has that mean and spread and follows it. */
    static Sample column(double mean, double spread, int rows, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[][] values = new float[rows][];
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        double[] noise = {random.nextGaussian(), random.nextGaussian()};
        values[i] =
            new float[] {
              (float) noise[0], (float) (mean + spread * (0.8 * noise[0] + 0.6 * noise[1]))
            };
        sum += logNormal(noise[0], 1) + logNormal(noise[1], 0.6 * spread);
      }
      return new Sample(Dataset.of(values), sum / rows);
    }

    private static double logNormal(double noise, double deviation) {
      return -0.5 * noise * noise - 0.5 * Math.log(2 * Math.PI) - Math.log(deviation);
    }
  }

  private static RealNVP.Builder realNvp() {
    return RealNVP.builder().dimension(2).couplings(4).hidden(24).conditional(2);
  }

  private static VAE.Builder vae() {
    return VAE.builder().dimension(2).latent(1).hidden(48).activation(Activation.RELU);
  }

  enum Kind {
    REAL_NVP(realNvp().context(1).build()),
    EMBEDDING(realNvp().context(1).embedding(12, 4).build()),
    OF_MAF(MAF.builder().dimension(2).layers(2).hidden(24).conditional(2).context(1).build()),
    SPLINES(
        NeuralSplineFlow.builder()
            .dimension(2)
            .couplings(2)
            .bins(4)
            .hidden(24)
            .conditional(2)
            .context(1)
            .build()),
    BASE_ALONE(
        new FlowSpec(
            EventShape.vector(2),
            Context.classesAndVector(2, 1),
            Dequantization.none(),
            List.of(),
            Base.conditionalNormal())),
    AUTOENCODER(vae().conditional(2).context(1).build()),
    PRIOR_OF_AUTOENCODER(
        vae()
            .conditional(2)
            .context(1)
            .prior(
                new FlowSpec(
                    EventShape.vector(1),
                    Context.classesAndVector(2, 1),
                    Dequantization.none(),
                    List.of(),
                    Base.conditionalNormal()))
            .build());

    private final ModelSpec spec;

    Kind(ModelSpec spec) {
      this.spec = spec;
    }
  }

  /**
   * What a training came to.
   *
   * @param loss of held-out rows: by how much their log-likelihood is below the true one
   * @param warnings that it began with
   */
  private record Outcome(double loss, List<String> warnings) {

    static Outcome of(ModelSpec spec, Sample training, Sample test) {
      try (Model<?> model = Models.create(spec, 3);
          Warnings warnings = new Warnings()) {
        Training.Builder settings =
            spec instanceof FlowSpec flow && !flow.transforms().isEmpty()
                ? Fixtures.quick(10).learningRate(1e-2)
                : Fixtures.quick(20).learningRate(2e-2);
        model.fit(training.data(), settings.build());
        double[] logProb =
            model instanceof VaeModel vae
                ? vae.logProb(test.data(), 50)
                : ((FlowModel) model).logProb(test.data());
        return new Outcome(
            test.truth() - Arrays.stream(logProb).average().orElseThrow(), warnings.texts);
      }
    }

    /** Of rows given a context. */
    static Outcome given(ModelSpec spec, double mean, double spread) {
      return of(spec, Sample.given(mean, spread, 2000, 1), Sample.given(mean, spread, 1000, 2));
    }

    /** Of rows with such a column. */
    static Outcome column(ModelSpec spec, double mean, double spread) {
      return of(spec, Sample.column(mean, spread, 2000, 1), Sample.column(mean, spread, 1000, 2));
    }

    void isTheTruth() {
      assertThat(warnings).isEmpty();
      assertThat(loss).isCloseTo(0, within(NEAR));
    }

    void isFarFromTheTruth(String... advice) {
      assertThat(loss).isGreaterThan(FAR);
      assertThat(warnings).hasSize(1);
      assertThat(warnings.get(0)).contains(advice);
    }
  }

  /** Listens to the warnings of trainings. */
  private static final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.github.flowlib.tf");
    private final List<String> texts = new ArrayList<>();

    Warnings() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getMessage().contains("as they are") || line.getMessage().contains("as it is")) {
        texts.add(line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  /** And 290 ± 5 below, in every kind of model. */
  @ParameterizedTest
  @CsvSource({"0, 1", "15, 0.5", "-1e-3, 1e-4", "1e6, 1e3"})
  void contextsMayHaveAnyUnits(double mean, double spread) {
    Outcome.given(Kind.REAL_NVP.spec, mean, spread).isTheTruth();
  }

  @ParameterizedTest
  @EnumSource
  void inEveryKindOfModel(Kind kind) {
    Outcome.given(kind.spec, 290, 5).isTheTruth();
  }

  @ParameterizedTest
  @CsvSource({"15, 0.5", "290, 5"})
  void rawContextsOfOtherUnitsAreWarnedOf(double mean, double spread) {
    Outcome.given(realNvp().context(1).rawContext().build(), mean, spread)
        .isFarFromTheTruth("without rawContext()");
  }

  @Test
  void rawContextsOfUnitScaleAreHeardAsWell() {
    Outcome.given(realNvp().context(1).rawContext().build(), 0, 1).isTheTruth();
  }

  enum Columns {
    REAL_NVP(RealNVP.builder().dimension(2).couplings(4).hidden(24)),
    OF_MAF(MAF.builder().dimension(2).layers(3).hidden(24)),
    SPLINES(NeuralSplineFlow.builder().dimension(2).couplings(3).bins(4).hidden(24));

    private final FlowBuilder<?> builder;

    Columns(FlowBuilder<?> builder) {
      this.builder = builder;
    }
  }

  /** The warning is followed, and the truth reached. */
  @ParameterizedTest
  @EnumSource
  void columnsMayHaveAnyUnitsOnceTheyAreStandardized(Columns flow) {
    Outcome.column(flow.builder.build(), 290, 5).isFarFromTheTruth("column 1", "standardize()");
    Outcome.column(flow.builder.standardize().build(), 290, 5).isTheTruth();
  }
}
