package io.github.flowlib.samples.checks.resilience;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.StepEnd;
import io.github.flowlib.train.Training;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingReport;
import io.github.flowlib.train.TrainingStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The training that {@link CrashTest} kills: a small flow on synthetic digits with a checkpoint
 * after every few steps, in a process of its own.
 *
 * <p>It prints {@value #STARTED} with the steps that an earlier process did, {@value #STEP} with
 * every step, and {@value #RESULT} with hashes of what came out and of the best model beside the
 * checkpoints.
 */
public final class CrashTestRun {

  static final String STARTED = "started ";
  static final String STEP = "step ";
  static final String RESULT = "result ";

  private static final int ROWS = 1_000;
  private static final int BATCH = 100;
  private static final int EPOCHS = 6;
  private static final int STEPS_PER_CHECKPOINT = 3;

  /** All steps of a run. */
  static final int STEPS = EPOCHS * ROWS / BATCH;

  private CrashTestRun() {}

  /**
   * Trains, or goes on.
   *
   * @param args the directory of the checkpoints
   * @throws IOException if the model of the best weights cannot be read
   */
  public static void main(String[] args) throws IOException {
    FlowSpec spec =
        RealNVP.builder().image(28, 28).couplings(4).hidden(64, 64).conditional(10).build();
    Dataset data = SyntheticDigits.generate(ROWS, 1);
    Dataset validation = SyntheticDigits.generate(ROWS / 5, 2);
    TrainingListener tell =
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            print(STARTED + start.stepsDone());
          }

          @Override
          public void onStep(StepEnd step) {
            print(STEP + step.step());
          }
        };
    Path checkpoints = Path.of(args[0]);
    if (Files.exists(checkpoints.resolve(Checkpoints.BEST))) {
      Models.loadFlow(checkpoints.resolve(Checkpoints.BEST)).close(); // whole, whatever was killed
    }
    try (FlowModel flow = Models.create(spec, 1)) {
      TrainingReport report =
          flow.fit(
              data,
              Training.builder()
                  .epochs(EPOCHS)
                  .batchSize(BATCH)
                  .validation(validation)
                  .seed(1)
                  .checkpoints(
                      Checkpoints.in(checkpoints)
                          .withEverySteps(STEPS_PER_CHECKPOINT)
                          .withKeep(1) // nothing to fall back on
                          .resumed())
                  .listener(tell)
                  .build());
      try (FlowModel best = Models.loadFlow(checkpoints.resolve(Checkpoints.BEST))) {
        print(RESULT + hash(flow, validation, report) + hash(best, validation, report));
      }
    }
  }

  /** Any difference in a weight shows in the bits of some density or sample. */
  private static String hash(FlowModel flow, Dataset rows, TrainingReport report) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (double logProb : flow.logProb(rows)) {
      hasher.putDouble(logProb);
    }
    for (int label = 0; label < 10; label++) {
      for (float[] image : flow.given(label).sample(10, 1)) {
        for (float pixel : image) {
          hasher.putFloat(pixel);
        }
      }
    }
    for (EpochEnd epoch : report.epochs()) {
      hasher
          .putDouble(epoch.trainLoss())
          .putDouble(epoch.validationLoss().orElseThrow())
          .putDouble(epoch.gradientNorm());
    }
    return hasher.hash().toString();
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
