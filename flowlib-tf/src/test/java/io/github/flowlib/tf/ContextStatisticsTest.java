package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flowlib.ModelBuilder;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.tf.internal.graph.GraphSessions;
import io.github.flowlib.tf.internal.graph.Tensors;
import io.github.flowlib.tf.internal.store.Npz;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.EpochEnd;
import io.github.flowlib.train.Snapshots;
import io.github.flowlib.train.TrainingListener;
import io.github.flowlib.train.TrainingStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** The life of the statistics that a context is standardised by. */
class ContextStatisticsTest {

  private static final int SAMPLES = 5;

  /** Number 0 is 290 ± 5, number 1 the same in all rows. */
  private static final Dataset DATA = data(290, 5);

  private static final Dataset OTHER = data(-3, 0.1);

  @TempDir private Path temporary;

  enum Kind {
    FLOW(context -> flow(context).build()),
    FITTED_FLOW(context -> flow(context).standardize().build()),
    EMBEDDED(context -> flow(context).embedding(6, 4).build()),
    AUTOENCODER(
        context ->
            with(VAE.builder().dimension(2).latent(2).hidden(8), context)
                .prior(flow(context).build())
                .build());

    private final Function<Consumer<ModelBuilder<?>>, ModelSpec> build;

    Kind(Function<Consumer<ModelBuilder<?>>, ModelSpec> build) {
      this.build = build;
    }

    private static RealNVP.Builder flow(Consumer<ModelBuilder<?>> context) {
      return with(RealNVP.builder().dimension(2).couplings(1).hidden(8), context);
    }

    private static <B extends ModelBuilder<B>> B with(
        B builder, Consumer<ModelBuilder<?>> context) {
      context.accept(builder);
      return builder;
    }

    Model<?> create(long seed) {
      return Models.create(build.apply(builder -> builder.context(2)), seed);
    }

    Model<?> createRaw(long seed) {
      return Models.create(build.apply(builder -> builder.context(2).rawContext()), seed);
    }
  }

  private static Dataset data(double mean, double spread) {
    Dataset rows = Fixtures.moons(200, 1);
    float[][] context = new float[200][];
    for (int i = 0; i < context.length; i++) {
      float x = rows.toArray()[i][0];
      context[i] = new float[] {(float) (mean + spread * Math.sin(i) + x), 7};
    }
    return rows.withoutLabels().withContext(context);
  }

  private static double[] logProb(Model<?> model) {
    return model instanceof VaeModel vae
        ? vae.logProb(DATA, SAMPLES)
        : ((FlowModel) model).logProb(DATA);
  }

  private Map<String, float[]> statistics(Model<?> model) {
    Path file = temporary.resolve("weights.npz");
    Map<String, float[]> statistics = new HashMap<>();
    try {
      model.exportWeights(file);
      Npz.read(file)
          .forEach(
              (name, array) -> {
                if (name.contains("context/")) {
                  statistics.put(name, array.values());
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return statistics;
  }

  /** A prior sees what the autoencoder made of the context, and has no statistics of its own. */
  @ParameterizedTest
  @EnumSource
  void theFirstFitCountsAndLaterOnesKeepIt(Kind kind) {
    try (Model<?> model = kind.create(1)) {
      model.fit(DATA, Fixtures.quick(1).build());
      Map<String, float[]> first = statistics(model);
      assertThat(first).containsOnlyKeys("context/mean", "context/deviation");
      assertThat(first.get("context/mean")).containsExactly(new float[] {290, 7}, within(1f));
      assertThat(first.get("context/mean")[1]).isEqualTo(7);
      assertThat(first.get("context/deviation")[0]).isBetween(3f, 4.5f); // 5 / √2, and the row's
      assertThat(first.get("context/deviation")[1]).isEqualTo(1);
      model.fit(OTHER, Fixtures.quick(1).build());
      assertSame(statistics(model), first);
    }
  }

  private static void assertSame(Map<String, float[]> found, Map<String, float[]> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, values) -> assertThat(values).containsExactly(expected.get(name)));
  }

  /** Until then numbers are as they are; what needs other statistics refuses as ever. */
  @ParameterizedTest
  @EnumSource
  void beforeTheFirstFitNumbersAreAsTheyAre(Kind kind) throws IOException {
    try (Model<?> model = kind.create(1);
        Model<?> plain = kind.createRaw(1)) {
      if (kind == Kind.FITTED_FLOW) {
        assertThatThrownBy(() -> logProb(model))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageStartingWith(
                "the statistics of transform 0 (Standardization[]) are not fitted yet");
        return;
      }
      assertThat(logProb(model)).containsExactly(logProb(plain));
      assertThat(statistics(model).get("context/deviation")).containsExactly(1, 1);
      assertThat(statistics(plain)).isEmpty();
      assertThat(model.parameterCount()).isEqualTo(plain.parameterCount());
      model.save(temporary.resolve("new"));
      try (Model<?> loaded = Models.load(temporary.resolve("new"))) {
        loaded.fit(DATA, Fixtures.quick(1).build());
        assertThat(statistics(loaded).get("context/mean")[1]).isEqualTo(7);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void filesAndArraysHoldThem(Kind kind) throws IOException {
    Path weights = temporary.resolve("export.npz");
    try (Model<?> model = kind.create(1);
        Model<?> other = kind.create(2)) {
      model.fit(DATA, Fixtures.quick(1).build());
      Map<String, float[]> fitted = statistics(model);
      model.save(temporary.resolve("model"));
      model.exportWeights(weights);
      other.importWeights(weights);
      assertThat(logProb(other)).containsExactly(logProb(model));
      try (Model<?> loaded = Models.load(temporary.resolve("model"))) {
        assertThat(loaded.spec()).isEqualTo(model.spec());
        assertThat(logProb(loaded)).containsExactly(logProb(model));
        // Weights were trained on what these statistics made of the context.
        for (Model<?> taken : List.of(loaded, other)) {
          taken.fit(OTHER, Fixtures.quick(1).build());
          assertSame(statistics(taken), fitted);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aResumedTrainingEndsWithTheSameBits(Kind kind) {
    Checkpoints where = Checkpoints.in(temporary.resolve("run"));
    try (Model<?> whole = kind.create(1);
        Model<?> killed = kind.create(1);
        Model<?> resumed = kind.create(2)) {
      whole.fit(DATA, Fixtures.quick(3).build());
      assertThatThrownBy(
              () ->
                  killed.fit(
                      DATA,
                      Fixtures.quick(3).checkpoints(where).listener(Runs.stopAfter(7)).build()))
          .isInstanceOf(Runs.Stop.class);
      resumed.fit(DATA, Fixtures.quick(3).checkpoints(where.resumed()).build());
      assertThat(logProb(resumed)).containsExactly(logProb(whole));
      assertSame(statistics(resumed), statistics(whole));
    }
  }

  /** The statistics that the weights were trained with, also where they are of other data. */
  @ParameterizedTest
  @EnumSource
  void aResumedSecondTrainingKeepsThoseOfTheFirst(Kind kind) {
    Checkpoints where = Checkpoints.in(temporary.resolve("run"));
    try (Model<?> model = kind.create(1);
        Model<?> resumed = kind.create(2)) {
      model.fit(OTHER, Fixtures.quick(1).build());
      Map<String, float[]> first = statistics(model);
      assertThatThrownBy(
              () ->
                  model.fit(
                      DATA,
                      Fixtures.quick(3).checkpoints(where).listener(Runs.stopAfter(7)).build()))
          .isInstanceOf(Runs.Stop.class);
      resumed.fit(DATA, Fixtures.quick(3).checkpoints(where.resumed()).build());
      assertSame(statistics(resumed), first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void snapshotsHaveThem(Kind kind) {
    List<Map<String, float[]>> seen = new ArrayList<>();
    TrainingListener look =
        new TrainingListener() {
          private Snapshots snapshots;

          @Override
          public void onStart(TrainingStart start) {
            snapshots = start.snapshots();
          }

          @Override
          public void onEpochEnd(EpochEnd epoch) {
            try (Model<?> copy = snapshots.take(Model.class)) {
              seen.add(statistics(copy));
            }
          }
        };
    try (Model<?> model = kind.create(1)) {
      model.fit(DATA, Fixtures.quick(1).listener(look).build());
      assertThat(seen).hasSize(1);
      assertSame(seen.get(0), statistics(model));
    }
  }

  /** Other programs give the context in its own units, too. */
  @ParameterizedTest
  @EnumSource
  void signaturesTakeTheContextInItsOwnUnits(Kind kind) throws IOException {
    int rows = 4;
    try (Model<?> model = kind.create(1)) {
      model.fit(DATA, Fixtures.quick(2).build());
      model.save(temporary.resolve("model"));
      float[] values = new float[2 * rows];
      float[] context = new float[2 * rows];
      for (int i = 0; i < rows; i++) {
        DATA.copyRow(i, values, 2 * i);
        System.arraycopy(DATA.context(i), 0, context, 2 * i, 2);
      }
      try (SavedModelBundle bundle = GraphSessions.load(temporary.resolve("model"));
          TFloat32 x = Tensors.of(values, Shape.of(rows, 2));
          TFloat32 c = Tensors.of(context, Shape.of(rows, 2));
          TInt32 samples = TInt32.scalarOf(SAMPLES);
          TInt64 seed = Tensors.int64(0)) {
        Map<String, Tensor> inputs = new HashMap<>(Map.of("x", x, "context", c));
        if (model instanceof VaeModel) {
          inputs.put("samples", samples);
          inputs.put("seed", seed);
        }
        try (Result result = bundle.function("log_prob").call(inputs)) {
          double[] found = Tensors.doubles((TFloat64) result.get("log_prob").orElseThrow());
          double[] expected =
              model instanceof VaeModel vae
                  ? vae.logProb(DATA.head(rows), SAMPLES)
                  : ((FlowModel) model).logProb(DATA.head(rows));
          assertThat(found).containsExactly(expected, within(1e-5));
        }
      }
    }
  }
}
