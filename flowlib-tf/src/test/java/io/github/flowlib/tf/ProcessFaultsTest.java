package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a process may lack, each in a process of its own. */
class ProcessFaultsTest {

  /** Creates a model and prints why it cannot. */
  public static final class WithoutNatives {
    private WithoutNatives() {}

    public static void main(String[] args) {
      try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
        System.out.println("said created " + flow);
      } catch (IllegalStateException e) {
        System.out.println("said " + e.getMessage());
      }
    }
  }

  @Test
  void aMissingNativeLibraryIsNamed() throws Exception {
    String without =
        Splitter.on(File.pathSeparatorChar)
            .splitToStream(System.getProperty("java.class.path"))
            .filter(entry -> !entry.contains("tensorflow-core-native"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(ChildJvm.run("said ", List.of(), without, WithoutNatives.class))
        .singleElement()
        .asString()
        .startsWith("TensorFlow's native library could not be loaded on ")
        .endsWith(
            ": add org.tensorflow:tensorflow-core-platform, or tensorflow-core-native with the"
                + " classifier of this system, to the class path");
  }

  /** Asks for more samples than the heap holds, then for one. */
  public static final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] args) {
      try (FlowModel flow = Models.create(Fixtures.imageFlow())) {
        flow.fit(Fixtures.images(100, 1), Fixtures.quick(1).build());
        try {
          System.out.println("said drawn " + flow.distribution().sample(100_000_000).length);
        } catch (OutOfMemoryError e) {
          System.out.println("said " + e.getMessage());
        }
        System.out.println("said then " + flow.distribution().sample(1).length);
      }
    }
  }

  @Test
  void aHeapThatIsTooSmallIsAnErrorOfJavaAndTheModelIsWhole() throws Exception {
    assertThat(ChildJvm.run("said ", List.of("-Xmx96m"), SmallHeap.class))
        .containsExactly("Java heap space", "then 1");
  }
}
