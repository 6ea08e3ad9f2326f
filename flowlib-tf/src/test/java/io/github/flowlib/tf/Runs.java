package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import java.util.List;

/** A small training that tests stop and resume. */
public final class Runs {

  public static final Dataset DATA = Fixtures.images(220, 1);
  public static final Dataset VALIDATION = Fixtures.images(60, 2);

  /** They become less likely the better their positives are learned. */
  public static final Dataset NEGATIVES = negatives(VALIDATION);

  /** 5 batches, the last smaller. */
  public static final int STEPS_PER_EPOCH = 5;

  public static final int EPOCHS = 4;

  private Runs() {}

  private static Dataset negatives(Dataset data) {
    float[][] images = data.toArray();
    for (float[] image : images) {
      for (int j = 0; j < image.length; j++) {
        image[j] = 255 - image[j];
      }
    }
    return Dataset.of(images).withLabels(data.labels());
  }

  public static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends a training after a step, as a kill would, but within this process. */
  public static TrainingListener stopAfter(long last) {
    return new TrainingListener() {
      @Override
      public void onStep(StepEnd step) {
        if (step.step() == last) {
          throw new Stop();
        }
      }
    };
  }

  public static Training.Builder training() {
    return Fixtures.quick(EPOCHS).validation(VALIDATION);
  }

  /** Small, because a graph is compiled for each of the many models here. */
  public static FlowModel flow(long seed) {
    return Models.create(
        RealNVP.builder().image(4, 4).couplings(1).hidden(8).conditional(3).build(), seed);
  }

  public static List<EpochEnd> withoutSeconds(TrainingReport report) {
    return report.epochs().stream()
        .map(
            e ->
                new EpochEnd(
                    e.epoch(),
                    e.trainLoss(),
                    e.validationLoss(),
                    e.best(),
                    e.learningRate(),
                    e.gradientNorm(),
                    0))
        .toList();
  }

  public static void assertSameBits(FlowModel one, FlowModel other) {
    assertThat(one.logProb(DATA)).containsExactly(other.logProb(DATA));
    assertThat(one.given(1).sample(5, 1)).isDeepEqualTo(other.given(1).sample(5, 1));
  }
}
