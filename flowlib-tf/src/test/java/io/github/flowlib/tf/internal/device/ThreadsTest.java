package io.github.flowlib.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class ThreadsTest {

  private final Threads threads = new Threads();

  @Test
  void everySessionIsToldTheLastChoice() {
    threads.choose(2);
    threads.choose(3);
    ConfigProto settings = threads.start().build();
    assertThat(settings.getIntraOpParallelismThreads()).isEqualTo(3);
    assertThat(settings.getInterOpParallelismThreads()).isEqualTo(3);
    assertThat(threads.start().build()).isEqualTo(settings);
  }

  @Test
  void withoutAChoiceTensorFlowChooses() {
    assertThat(threads.start().build()).isEqualTo(ConfigProto.getDefaultInstance());
  }

  @Test
  void afterTheFirstSessionItIsTooLate() {
    threads.choose(2);
    threads.start();
    assertThatNoException().isThrownBy(() -> threads.choose(2));
    assertThatIllegalStateException()
        .isThrownBy(() -> threads.choose(3))
        .withMessage(
            "threads must be chosen before the first model of a process and before Device.list(), but"
                + " 3 was asked for when this one computed with 2 already; call Device.useThreads(3)"
                + " first of all");
  }

  @Test
  void whatTensorFlowChoseIsTooLateAsWell() {
    threads.start();
    assertThatIllegalStateException()
        .isThrownBy(() -> threads.choose(2))
        .withMessageContaining("computed with one for each processor already");
  }

  @Test
  void sessionsHaveTheirOwnWhereTheEnvironmentSaysSo() {
    String name = "TF_OVERRIDE_GLOBAL_THREADPOOL";
    assertThat(Threads.areOfSessions(Map.of())).isFalse();
    assertThat(Threads.areOfSessions(Map.of(name, "0"))).isFalse();
    assertThat(Threads.areOfSessions(Map.of(name, "1"))).isTrue();
    assertThat(Threads.areOfSessions(Map.of(name, "True"))).isTrue();
    threads.choose(3);
    ConfigProto one = Threads.one(threads.start().build());
    assertThat(one.getIntraOpParallelismThreads()).isEqualTo(1);
    assertThat(one.getInterOpParallelismThreads()).isEqualTo(3);
  }
}
