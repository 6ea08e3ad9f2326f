package io.github.flowlib.tf.internal.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.Elbo;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.Likelihood;
import io.github.flowlib.spec.Likelihood.Binarization;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.rows.RandomStream;
import io.github.flowlib.tf.internal.train.Objective;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat64;

/** What the training of an autoencoder minimises, term by term. */
class VaeTrainingTest {

  private static final Dataset DATA = Fixtures.images(400, 1);

  private static VAE.Builder small() {
    return VAE.builder().image(4, 4).latent(3).hidden(16).conditional(3);
  }

  /** The loss of the first step, over all rows at once, before any weight has moved much. */
  private static double firstLoss(VaeSpec spec) {
    List<Double> losses = new ArrayList<>();
    try (VaeModel model = Models.create(spec, 1)) {
      model.fit(DATA, still().listener(steps(losses)).build());
    }
    return losses.get(0);
  }

  private static TrainingListener steps(List<Double> losses) {
    return new TrainingListener() {
      @Override
      public void onStep(StepEnd step) {
        losses.add(step.loss());
      }
    };
  }

  /** One step on all rows, so small that weights stay where they are. */
  private static Training.Builder still() {
    return Training.builder().epochs(1).batchSize(400).learningRate(1e-12);
  }

  private static Elbo elbo(VaeSpec spec) {
    try (VaeModel model = Models.create(spec, 1)) {
      model.fit(DATA, still().build());
      return model.elbo(DATA, 200);
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void theLossIsReconstructionAndWeightedDivergence() {
    VaeSpec plain = small().likelihood(Likelihood.bernoulli(Binarization.STATIC)).build();
    Elbo elbo = elbo(plain);
    double reconstruction = mean(elbo.reconstruction());
    double kl = mean(elbo.kl());
    assertThat(kl).isGreaterThan(0.5); // else the weights below could not be told apart
    VAE.Builder builder = small().likelihood(Likelihood.bernoulli(Binarization.STATIC));
    assertThat(firstLoss(plain)).isCloseTo(kl - reconstruction, within(0.15));
    assertThat(firstLoss(builder.beta(4).build())).isCloseTo(4 * kl - reconstruction, within(0.15));
    // The first of 10 steps of warm-up has a tenth of the weight.
    assertThat(firstLoss(builder.klWarmup(10).build()))
        .isCloseTo(0.4 * kl - reconstruction, within(0.15));
  }

  @Test
  void theImportanceWeightedLossIsTheEstimateWithAsManySamples() {
    VaeSpec spec =
        small().likelihood(Likelihood.bernoulli(Binarization.STATIC)).importanceSamples(5).build();
    double[] estimates;
    TrainingReport report;
    try (VaeModel model = Models.create(spec, 1)) {
      report = model.fit(DATA, still().validation(DATA).build());
      estimates =
          IntStream.range(0, 20)
              .mapToDouble(
                  seed -> mean(model.given(DATA.labels()).logProb(DATA.toArray(), 5, seed)))
              .toArray();
      // Without the logarithm of 5 both would be off by 1.6, with one sample by the gap to it.
      assertThat(mean(estimates) - mean(model.logProb(DATA, 1))).isGreaterThan(0.3);
    }
    assertThat(report.epochs().get(0).validationLoss().orElseThrow())
        .isCloseTo(-mean(estimates), within(0.1));
    assertThat(firstLoss(spec)).isCloseTo(-mean(estimates), within(0.15));
  }

  @Test
  void moreWeightOnTheDivergenceLeavesLessOfIt() {
    double[] kl = new double[3];
    double[] betas = {0.1, 1, 4};
    for (int i = 0; i < 3; i++) {
      try (VaeModel model = Models.create(small().beta(betas[i]).build(), 1)) {
        model.fit(DATA, Fixtures.quick(15).build());
        kl[i] = mean(model.elbo(DATA, 1).kl());
      }
    }
    assertThat(kl[0]).isGreaterThan(kl[1] + 0.1);
    assertThat(kl[1]).isGreaterThan(kl[2] + 0.1);
  }

  @Test
  void onlyDynamicBinarizationDrawsAnew() {
    assertThat(losses(Binarization.DYNAMIC)).doesNotHaveDuplicates();
    assertThat(losses(Binarization.STATIC)).containsOnly(losses(Binarization.STATIC).get(0));
  }

  /** The losses of one batch with the same latents, and bits drawn for three steps. */
  private static List<Double> losses(Binarization binarization) {
    VaeSpec spec = small().likelihood(Likelihood.bernoulli(binarization)).build();
    List<Double> losses = new ArrayList<>();
    try (GraphSession session = new GraphSession()) {
      Objective objective = VaeTraining.build(spec, session, 50);
      session.assign(session.variables().initialValues(1));
      int[] order = IntStream.range(0, 50).toArray();
      for (int step = 0; step < 3; step++) {
        try (Run run = new Run(session)) {
          objective.batch().feed(run, DATA, order, 0, 50, spec.context());
          int now = step;
          objective
              .keys()
              .forEach(
                  (site, key) ->
                      run.feed(key, site.key(7, site == RandomStream.BINARIZATION ? now : 0)));
          objective.scalars().forEach(scalar -> run.feed(scalar.placeholder(), Tensors.scalar(1)));
          losses.add(((TFloat64) run.fetch(objective.loss()).run().get(0)).getDouble());
        }
      }
    }
    return losses;
  }
}
