package io.github.flowlib.tf;

import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.spi.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The TensorFlow backend. {@link io.github.flowlib.Models} finds it; nobody needs to name it. */
public final class TensorFlowBackend implements Backend {

  static {
    // JavaCPP refuses to go on when resident memory exceeds four times the Java heap. TensorFlow's
    // memory lies outside the heap, so
    // that is no sign of a fault. A setting of the user's own is respected.
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
  public Model load(Path directory) throws IOException {
    return new Loading(directory).run();
  }

  /**
   * Reads a model that another process may replace meanwhile, and would be half the old one and
   * half the new: what was read counts only if the manifest is the same afterwards. To build a
   * graph takes longest, so it is kept for the next attempt.
   */
  private static final class Loading {

    private static final int MOST_ATTEMPTS = 50;

    private final Path directory;
    private @Nullable TensorFlowModel<?> model;

    Loading(Path directory) {
      this.directory = directory;
    }

    Model run() throws IOException {
      try {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
          Optional<String> before = manifest();
          try {
            TensorFlowModel<?> read = read(whole());
            if (manifest().equals(before)) {
              return read;
            }
          } catch (IOException e) {
            if (manifest().equals(before)) {
              throw e;
            }
          }
        }
        throw new IOException(
            directory + " is replaced again and again while it is read; read a copy");
      } catch (IOException | RuntimeException | Error e) {
        forget();
        throw e;
      }
    }

    private Path whole() throws IOException {
      return DirectoryReplacement.whole(DirectoryReplacement.resolve(directory));
    }

    /** Its bytes; empty if there is none that can be read. */
    private Optional<String> manifest() {
      try {
        return Optional.of(
            Files.readString(whole().resolve(Manifest.FILE), StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    private TensorFlowModel<?> read(Path whole) throws IOException {
      Manifest.verify(Manifest.Kind.MODEL, whole);
      ModelInfo info = ModelInfo.read(whole);
      TensorFlowModel<?> built = model;
      if (built == null || !built.spec().equals(info.spec())) {
        forget();
        built = build(whole, info.spec());
        model = built;
      }
      built.restore(whole, info);
      return built;
    }

    private static TensorFlowModel<?> build(Path whole, ModelSpec spec) throws IOException {
      try {
        return withNatives(() -> unrestored(spec));
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

  private static TensorFlowModel<?> unrestored(ModelSpec spec) {
    return spec instanceof FlowSpec flow
        ? TensorFlowFlow.create(flow, 0)
        : TensorFlowVae.create((VaeSpec) spec, 0);
  }

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
