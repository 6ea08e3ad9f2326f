package io.github.flowlib.spi;

import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.VaeSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Turns specifications into models. Found by {@link java.util.ServiceLoader}; it takes whole
 * specifications, so it may compile them in any way.
 */
public interface Backend {

  /**
   * A new flow whose trained transforms are the identity.
   *
   * @param spec what to build
   * @param seed of the initial weights
   * @return the model; the caller closes it
   */
  FlowModel create(FlowSpec spec, long seed);

  /**
   * A new variational autoencoder.
   *
   * @param spec what to build
   * @param seed of the initial weights
   * @return the model; the caller closes it
   */
  VaeModel create(VaeSpec spec, long seed);

  /**
   * Reads a model that {@link Model#save} wrote.
   *
   * @param directory the model
   * @return the model; the caller closes it
   * @throws IOException if it cannot be read; {@link io.github.flowlib.model.ModelFormatException}
   *     if it is not a model, damaged, or of an unknown version
   */
  Model<?> load(Path directory) throws IOException;
}
