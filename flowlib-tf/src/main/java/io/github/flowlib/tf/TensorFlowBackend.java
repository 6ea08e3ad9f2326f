package io.github.flowlib.tf;

import io.github.flowlib.device.Device;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.spi.Backend;
import io.github.flowlib.tf.internal.device.Devices;
import io.github.flowlib.tf.internal.device.Threads;
import io.github.flowlib.tf.internal.flow.TensorFlowFlow;
import io.github.flowlib.tf.internal.model.ModelLoader;
import io.github.flowlib.tf.internal.vae.TensorFlowVae;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The TensorFlow backend. {@link io.github.flowlib.Models} finds it; nobody needs to name it. */
public final class TensorFlowBackend implements Backend {

  static {
    // JavaCPP refuses to go on when resident memory exceeds four times the Java heap. TensorFlow's
    // memory lies outside the heap, so that is no sign of a fault. A setting of the user's own is
    // respected.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
  }

  /** For {@link java.util.ServiceLoader}. */
  public TensorFlowBackend() {}

  @Override
  public FlowModel create(FlowSpec spec, long seed, Device device) {
    return Libraries.needed(() -> TensorFlowFlow.create(spec, seed, device));
  }

  @Override
  public VaeModel create(VaeSpec spec, long seed, Device device) {
    return Libraries.needed(() -> TensorFlowVae.create(spec, seed, device));
  }

  @Override
  public Model<?> load(Path directory, Device device) throws IOException {
    return Libraries.needed(
        () -> new ModelLoader(spec -> ModelKinds.unrestored(spec, device)).load(directory));
  }

  @Override
  public List<Device.Found> devices() {
    return Libraries.needed(Devices::list);
  }

  @Override
  public void useThreads(int threads) {
    Libraries.needed(
        () -> {
          Threads.use(threads);
          return threads;
        });
  }
}
