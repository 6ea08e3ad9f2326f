package io.github.flowlib.spi;

import io.github.flowlib.device.Device;
import io.github.flowlib.device.DeviceFinder;
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
public interface Backend extends DeviceFinder {

  /**
   * A new flow whose trained transforms are the identity, but for invertible linear ones.
   *
   * @param spec what to build
   * @param seed of the initial weights
   * @param device where it computes
   * @return the model; the caller closes it
   * @throws IllegalStateException if there is no such device
   */
  FlowModel create(FlowSpec spec, long seed, Device device);

  /**
   * A new variational autoencoder.
   *
   * @param spec what to build
   * @param seed of the initial weights
   * @param device where it computes
   * @return the model; the caller closes it
   * @throws IllegalStateException if there is no such device
   */
  VaeModel create(VaeSpec spec, long seed, Device device);

  /**
   * Reads a model that {@link Model#save} wrote.
   *
   * @param directory the model
   * @param device where it computes
   * @return the model; the caller closes it
   * @throws IOException if it cannot be read; {@link io.github.flowlib.model.ModelFormatException}
   *     if it is not a model, damaged, or of an unknown version
   * @throws IllegalStateException if there is no such device
   */
  Model<?> load(Path directory, Device device) throws IOException;
}
