package io.github.flowlib.samples.examples;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.ImageGrid;
import io.github.flowlib.mnist.Mnist;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.train.Training;
import java.io.IOException;
import java.nio.file.Path;

/** Digits by label: a RealNVP that is told which digit it draws. */
public final class DigitsByLabel {

  private DigitsByLabel() {}

  /**
   * Learns MNIST, which takes minutes, and draws sevens.
   *
   * @param args {@code synthetic} for digits that a program drew
   * @throws IOException if MNIST cannot be had, or a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of("target", "digits-by-label");
    if (args.length > 0 && args[0].equals("synthetic")) {
      Dataset digits = SyntheticDigits.generate(3_000, 1);
      run(digits.head(2_000), digits.slice(2_000, 2_500), digits.slice(2_500, 3_000), directory);
    } else {
      Mnist mnist = Mnist.load();
      run(mnist.train(), mnist.validation(), mnist.test(), directory);
    }
    System.out.println("the model is in " + directory + ", and sevens are beside it");
  }

  /** Learns digits, saves the model, and draws sevens beside it; bits per dimension. */
  static double run(Dataset train, Dataset validation, Dataset test, Path path) throws IOException {
    // region digits
    FlowSpec spec = RealNVP.builder().image(28, 28).couplings(10).conditional(10).build();

    try (FlowModel flow = Models.create(spec)) {
      flow.fit(train, Training.builder().epochs(10).validation(validation).build());
      double bits = flow.evaluate(test).bitsPerDimension();
      float[][] sevens = flow.given(7).sample(64);
      flow.save(path);
      ImageGrid.of(sevens, 28, 28).write(path.resolveSibling("7.png")); // not in README.md
      return bits; // not in README.md
    }
    // end
  }
}
