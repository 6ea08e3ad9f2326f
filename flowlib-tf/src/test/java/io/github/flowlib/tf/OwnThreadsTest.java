package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.Likelihood;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** TensorFlow reads from the environment whether sessions share their threads. */
class OwnThreadsTest {

  private static final String VARIABLE = "TF_OVERRIDE_GLOBAL_THREADPOOL";

  /** Trains and asks a small flow, a wide one, whose rows are cut for all threads, and others. */
  public static final class Child {
    private Child() {}

    public static void main(String[] args) {
      Dataset data = Fixtures.moons(600, 1);
      try (FlowModel small =
              Models.create(
                  RealNVP.builder().dimension(2).couplings(4).hidden(128, 128).build(), 1);
          FlowModel wide =
              Models.create(RealNVP.builder().dimension(2).couplings(2).hidden(1024).build(), 1);
          VaeModel vae =
              Models.create(
                  VAE.builder()
                      .dimension(2)
                      .latent(2)
                      .hidden(16)
                      .likelihood(Likelihood.normal())
                      .build(),
                  1)) {
        small.fit(data, Fixtures.quick(2).batchSize(200).quiet().build());
        wide.fit(data, Fixtures.quick(1).batchSize(200).quiet().build());
        vae.fit(data, Fixtures.quick(1).batchSize(200).quiet().build());
        tell(small.logProb(data));
        tell(wide.logProb(data));
        tell(vae.logProb(data.head(20), 10));
        for (float[] row : wide.distribution().sample(100, 3)) {
          tell(row[0], row[1]);
        }
      }
    }

    private static void tell(double... values) {
      System.out.println(
          "said "
              + Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" ")));
    }
  }

  private static List<String> said(String value) throws Exception {
    return ChildJvm.run(
        "said ",
        List.of(),
        Objects.requireNonNull(System.getProperty("java.class.path")),
        process -> process.environment().put(VARIABLE, value),
        Child.class);
  }

  @Test
  void answersAreTheSameButForRoundingAndRepeatTheirBits() throws Exception {
    List<String> shared = said("0");
    List<String> own = said("1");
    assertThat(said("1")).as("with the same seed").isEqualTo(own);
    assertThat(own).hasSize(3 + 100).hasSameSizeAs(shared);
    for (int i = 0; i < own.size(); i++) {
      assertThat(doubles(own.get(i))).containsExactly(doubles(shared.get(i)), within(1e-3));
    }
  }

  private static double[] doubles(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
