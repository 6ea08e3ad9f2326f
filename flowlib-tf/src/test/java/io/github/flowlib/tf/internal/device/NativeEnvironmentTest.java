package io.github.flowlib.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.flowlib.Models;
import io.github.flowlib.tf.ChildJvm;
import io.github.flowlib.tf.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeEnvironmentTest {

  private static final String ONE_DNN = "TF_ENABLE_ONEDNN_OPTS";
  private static final boolean FOREIGN = Runtime.version().feature() >= 22;
  private static final String ACCESS = "--enable-native-access=ALL-UNNAMED";

  @TempDir private Path directory;

  /** Asks C, because Java does not look again. */
  private static boolean isInC(String name, String value) throws Throwable {
    Object found =
        NativeEnvironment.function("getenv", "ADDRESS", "ADDRESS")
            .orElseThrow()
            .invokeWithArguments(NativeEnvironment.string(name));
    return NativeEnvironment.function("strcmp", "JAVA_INT", "ADDRESS", "ADDRESS")
        .orElseThrow()
        .invokeWithArguments(found, NativeEnvironment.string(value))
        .equals(0);
  }

  @Test
  void nativeCodeSeesWhatWasSetAndNothingIsReplaced() throws Throwable {
    assumeTrue(NativeEnvironment.isAllowed(), "needs Java 22 and --enable-native-access");
    assertThat(NativeEnvironment.set(Map.of("FLOWLIB_TEST", "first")))
        .containsExactly(Map.entry("FLOWLIB_TEST", "first"));
    assertThat(isInC("FLOWLIB_TEST", "first")).isTrue();
    NativeEnvironment.set(Map.of("FLOWLIB_TEST", "second"));
    assertThat(isInC("FLOWLIB_TEST", "first")).isTrue();
  }

  /** Switches oneDNN off where processors have it unasked, and has TensorFlow loaded. */
  public static final class Child {
    private Child() {}

    public static void main(String[] args) {
      System.out.println("set " + NativeEnvironment.set(Map.of(ONE_DNN, args[0])).size());
      Models.create(Fixtures.moonsFlow(), 1).close();
    }
  }

  private String errors(String value, List<String> flags) throws Exception {
    Path errors = directory.resolve("errors-" + value);
    List<String> set =
        ChildJvm.run(
            "set ",
            flags,
            Objects.requireNonNull(System.getProperty("java.class.path")),
            process -> {
              process.environment().remove(ONE_DNN);
              process.environment().remove("TF_CPP_MIN_LOG_LEVEL");
              process.redirectError(errors.toFile());
            },
            Child.class,
            value);
    return set + Files.readString(errors);
  }

  @Test
  void tensorFlowReadsItAndJavaDoesNotWarn() throws Exception {
    assumeTrue(FOREIGN, "Java can set it from 22 on");
    String on = "oneDNN custom operations are on";
    assertThat(errors("1", List.of(ACCESS)))
        .startsWith("[1]")
        .contains(on)
        .doesNotContain("java.lang.foreign");
    assertThat(errors("0", List.of(ACCESS))).startsWith("[1]").doesNotContain(on);
  }

  @Test
  void withoutNativeAccessNothingIsSet() {
    assumeTrue(!NativeEnvironment.isAllowed(), "this process has native access");
    assertThat(NativeEnvironment.set(Map.of("FLOWLIB_TEST", "1"))).isEmpty();
  }
}
