package io.github.flowlib.tf;

import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.spi.Backend;
import io.github.flowlib.tf.internal.flow.TensorFlowFlow;
import io.github.flowlib.tf.internal.model.ModelLoader;
import io.github.flowlib.tf.internal.vae.TensorFlowVae;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

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
  public FlowModel create(FlowSpec spec, long seed) {
    return withNatives(() -> TensorFlowFlow.create(spec, seed));
  }

  @Override
  public VaeModel create(VaeSpec spec, long seed) {
    return withNatives(() -> TensorFlowVae.create(spec, seed));
  }

  @Override
  public Model<?> load(Path directory) throws IOException {
    return new ModelLoader(spec -> withNatives(() -> ModelKinds.unrestored(spec))).load(directory);
  }

  /** Runs what needs TensorFlow, and says what to do where its native library is missing. */
  private static <T> T withNatives(Supplier<T> create) {
    try {
      return create.get();
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      throw new IllegalStateException(
          "TensorFlow's native library could not be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + "; it is published for Linux x86_64 and arm64, macOS arm64 and Windows x86_64: add"
              + " org.tensorflow:tensorflow-core-platform, or tensorflow-core-native with the classifier of"
              + " this system, to the class path",
          e);
    }
  }
}
