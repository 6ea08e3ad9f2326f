package io.github.flowlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flowlib.device.Device;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.spec.VaeSpec;
import io.github.flowlib.spi.Backend;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

  private static final String NO_BACKEND =
      "no backend on the class path; add the dependency io.github.flowlib:flowlib-tf";

  @Test
  void withoutBackendNamesDependencyToAdd() {
    FlowSpec spec = RealNVP.builder().dimension(2).build();

    assertThatIllegalStateException().isThrownBy(() -> Models.create(spec)).withMessage(NO_BACKEND);
    assertThatIllegalStateException()
        .isThrownBy(() -> Models.create(spec, 7))
        .withMessage(NO_BACKEND);
    assertThatIllegalStateException()
        .isThrownBy(() -> Models.loadFlow(Path.of("model")))
        .withMessage(NO_BACKEND);
    VaeSpec vae = VAE.builder().dimension(2).build();
    assertThatIllegalStateException().isThrownBy(() -> Models.create(vae)).withMessage(NO_BACKEND);
    ModelSpec any = vae;
    assertThatIllegalStateException().isThrownBy(() -> Models.create(any)).withMessage(NO_BACKEND);
    assertThatIllegalStateException()
        .isThrownBy(() -> Models.loadVae(Path.of("model")))
        .withMessage(NO_BACKEND);
    assertThatIllegalStateException()
        .isThrownBy(() -> Models.load(Path.of("model")))
        .withMessage(NO_BACKEND);
    assertThatIllegalStateException().isThrownBy(Device::list).withMessage(NO_BACKEND);
  }

  @Test
  void backendBesideLibraryIsFoundWhateverTheThreadsClassLoader(@TempDir Path services)
      throws Exception {
    register(services);
    try (URLClassLoader loader = libraryWith(services)) {
      Method load = loader.loadClass(Models.class.getName()).getMethod("load", Path.class);

      assertThat(Thread.currentThread().getContextClassLoader()).isNotSameAs(loader);
      assertThatThrownBy(() -> load.invoke(null, Path.of("model")))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessage("refused model");
    }
  }

  @Test
  void backendOfTheThreadsClassLoaderDoesNotCount(@TempDir Path services) throws Exception {
    register(services);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {services.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);

      assertThatIllegalStateException()
          .isThrownBy(() -> Models.loadFlow(Path.of("model")))
          .withMessage(NO_BACKEND);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Refuses everything, by name, so that a test sees who was called with what. */
  public static final class RefusingBackend implements Backend {

    @Override
    public FlowModel create(FlowSpec spec, long seed, Device device) {
      throw new UnsupportedOperationException("refused " + spec + " with seed " + seed);
    }

    @Override
    public VaeModel create(VaeSpec spec, long seed, Device device) {
      throw new UnsupportedOperationException("refused " + spec + " with seed " + seed);
    }

    @Override
    public Model<?> load(Path directory, Device device) throws IOException {
      throw new IOException("refused " + directory);
    }

    @Override
    public List<Device.Found> devices() {
      throw new UnsupportedOperationException("refused to look");
    }

    @Override
    public void useThreads(int threads) {
      throw new UnsupportedOperationException("refused " + threads);
    }
  }

  private static void register(Path root) throws IOException {
    Path services = Files.createDirectories(root.resolve("META-INF/services"));
    Files.writeString(services.resolve(Backend.class.getName()), RefusingBackend.class.getName());
  }

  /** The library and the tests once more, apart from the running ones, and a service file. */
  private static URLClassLoader libraryWith(Path services) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    urls.add(services.toUri().toURL());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
