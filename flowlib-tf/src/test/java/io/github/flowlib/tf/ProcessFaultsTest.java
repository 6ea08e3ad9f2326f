package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.Models;
import io.github.flowlib.model.FlowModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process may lack, each in a process of its own. */
class ProcessFaultsTest {

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
