package io.github.flowlib.tf.internal.model;

import io.github.flowlib.model.Model;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.tf.internal.store.Manifest;
import io.github.flowlib.tf.internal.store.ModelInfo;
import io.github.flowlib.tf.internal.store.StableRead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one saved model, which another process may replace meanwhile. To build a graph takes
 * longest, so it is kept for the next attempt.
 */
public final class ModelLoader {

  private final Function<ModelSpec, TensorFlowModel<?, ?>> create;
  private @Nullable TensorFlowModel<?, ?> model;

  /**
   * Reads one model.
   *
   * @param create builds what a spec tells, with any weights
   */
  public ModelLoader(Function<ModelSpec, TensorFlowModel<?, ?>> create) {
    this.create = create;
  }

  /** The model in a directory, whole. */
  public Model<?> load(Path directory) throws IOException {
    try {
      return StableRead.read(directory, this::read);
    } catch (IOException | RuntimeException | Error e) {
      forget();
      throw e;
    }
  }

  private TensorFlowModel<?, ?> read(Path whole) throws IOException {
    Manifest.verify(Manifest.Kind.MODEL, whole);
    ModelInfo info = ModelInfo.read(whole);
    TensorFlowModel<?, ?> built = model;
    if (built == null || !built.spec().equals(info.spec())) {
      forget();
      built = build(whole, info.spec());
      model = built;
    }
    built.restore(whole, info);
    return built;
  }

  private TensorFlowModel<?, ?> build(Path whole, ModelSpec spec) throws IOException {
    try {
      return create.apply(spec);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          whole + " holds a spec that cannot be built: " + e.getMessage(), e);
    }
  }

  private void forget() {
    if (model != null) {
      model.close();
      model = null;
    }
  }
}
