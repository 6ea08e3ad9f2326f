package io.github.flowlib.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.model.FlowModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A class path that is not the one of the build: what is missing is named, and nothing else. */
class LibrariesTest {

  private static final String FLOW = "flowlib needs ";

  @TempDir private Path directory;

  /** Creates a model twice, loads one, and tells why that fails. */
  public static final class Child {
    private Child() {}

    /** A call. */
    private interface Call {
      void run() throws IOException;
    }

    public static void main(String[] args) {
      for (int i = 0; i < 2; i++) { // a class that could not be initialized has another error then
        say(
            () -> {
              try (FlowModel flow =
                  Models.create(RealNVP.builder().dimension(2).couplings(2).hidden(4).build())) {
                flow.save(Path.of(args[0], "created"));
              }
            });
        say(() -> Models.load(Path.of(args[0], "model")).close());
      }
    }

    private static void say(Call call) {
      try {
        call.run();
        System.out.println("said nothing");
      } catch (IllegalStateException e) {
        System.out.println("said " + e.getMessage());
      } catch (IOException | RuntimeException | Error e) {
        System.out.println("said " + e);
      }
    }
  }

  private List<String> withClassPath(Stream<String> entries) throws Exception {
    try (FlowModel flow =
        Models.create(RealNVP.builder().dimension(2).couplings(2).hidden(4).build())) {
      flow.save(directory.resolve("model"));
    }
    List<String> said =
        ChildJvm.run(
            "said ",
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            entries.collect(Collectors.joining(File.pathSeparator)),
            Child.class,
            directory.toString());
    assertThat(said).hasSize(4);
    return said;
  }

  private static Stream<String> classPath() {
    return Splitter.on(File.pathSeparatorChar).splitToStream(System.getProperty("java.class.path"));
  }

  private static boolean isOf(String entry, String artifact) {
    return entry.contains(artifact + "-") && entry.endsWith(".jar");
  }

  /** As an old version: without a class. */
  private Path without(String name, String jar) throws IOException {
    Path copy = directory.resolve("old.jar");
    try (ZipFile from = new ZipFile(jar);
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        if (!entry.getName().equals(name)) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          from.getInputStream(entry).transferTo(to);
        }
      }
    }
    return copy;
  }

  @Test
  void anOldProtobufIsNamed() throws Exception {
    String protobuf = classPath().filter(entry -> isOf(entry, "protobuf-java")).findAny().get();
    Path old = without("com/google/protobuf/GeneratedMessageV3.class", protobuf);
    assertThat(
            withClassPath(
                classPath().map(entry -> entry.equals(protobuf) ? old.toString() : entry)))
        .allSatisfy(
            said ->
                assertThat(said)
                    .startsWith(
                        "flowlib needs com.google.protobuf:protobuf-java 3.21.9, but the class path has"
                            + " another version of it, or a part, in "
                            + "file:"
                            + old
                            + " (java.lang.")
                    .contains("GeneratedMessageV3")
                    .endsWith(
                        "; have the build choose version 3.21.9: mvn dependency:tree tells what brings"
                            + " the other one"));
  }

  @ParameterizedTest
  @EnumSource(names = {"PROTOBUF", "JACKSON", "JAVACPP", "NDARRAY", "TENSORFLOW"})
  void aLibraryThatIsNotThereIsNamed(Libraries library) throws Exception {
    assertThat(withClassPath(classPath().filter(entry -> !isOf(entry, name(library)))))
        .allSatisfy(
            said ->
                assertThat(said)
                    .startsWith(
                        FLOW
                            + library
                            + ", but the class path has none (java.lang.ClassNotFoundException: ")
                    .endsWith("); add it"));
  }

  /** With the classes in Java, and without. */
  @ParameterizedTest
  @MethodSource
  void theNativeLibraryIsNamed(Predicate<String> missing, String error) throws Exception {
    assertThat(withClassPath(classPath().filter(missing.negate())))
        .allSatisfy(
            said ->
                assertThat(said)
                    .startsWith("TensorFlow's native library could not be loaded on ")
                    .contains(error)
                    .endsWith(
                        ": add org.tensorflow:tensorflow-core-platform, or tensorflow-core-native with the"
                            + " classifier of this system, to the class path"));
  }

  static Stream<Arguments> theNativeLibraryIsNamed() {
    Predicate<String> all = entry -> isOf(entry, "tensorflow-core-native");
    return Stream.of(
        Arguments.of(all, "java.lang.ClassNotFoundException: org.tensorflow."),
        Arguments.of(
            all.and(entry -> !entry.endsWith(Libraries.NATIVE.version + ".jar")),
            "java.lang.UnsatisfiedLinkError: "));
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(
            new NoSuchMethodError(
                "'com.google.protobuf.Internal$LongList org.tensorflow.proto.TensorProto"
                    + ".mutableCopy(com.google.protobuf.Internal$LongList)'"),
            FLOW + "com.google.protobuf:protobuf-java "),
        Arguments.of(
            new NoSuchMethodError(
                "'void com.google.common.base.Preconditions.checkArgument(boolean, int)'"),
            FLOW + "com.google.guava:guava "),
        Arguments.of(
            new NoClassDefFoundError("com/fasterxml/jackson/databind/json/JsonMapper"),
            FLOW + "com.fasterxml.jackson.core:jackson-databind "),
        Arguments.of(
            new VerifyError("class org.tensorflow.Graph overrides final method close"),
            FLOW + "org.tensorflow:tensorflow-core-api "),
        Arguments.of(
            new NoSuchMethodError("'void org.tensorflow.internal.c_api.TF_Graph.close()'"),
            FLOW + "org.tensorflow:tensorflow-core-native "),
        Arguments.of(
            new ExceptionInInitializerError(new UnsatisfiedLinkError("no jnitensorflow")),
            "TensorFlow's native library could not be loaded on "),
        Arguments.of(
            new NoClassDefFoundError("org/example/Absent"),
            "flowlib does not fit the libraries on the class path"
                + " (java.lang.NoClassDefFoundError: org/example/Absent); it needs"
                + " com.google.protobuf:protobuf-java "));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorNamesItsLibrary(LinkageError error, String message) {
    assertThat(Libraries.inWords(error)).hasMessageStartingWith(message).hasCause(error);
  }

  @Test
  void anotherErrorOfAClassStaysWhatItIs() {
    Error ours = new ExceptionInInitializerError(new ArithmeticException("/ by zero"));
    assertThatThrownBy(
            () ->
                Libraries.needed(
                    () -> {
                      throw ours;
                    }))
        .isSameAs(ours);
  }

  @ParameterizedTest
  @EnumSource
  void versionsAreThoseOfTheBuild(Libraries library) {
    assertThat(classPath().map(entry -> Path.of(entry).getFileName().toString()))
        .contains(name(library) + "-" + library.version + ".jar");
  }

  private static String name(Libraries library) {
    return library.artifact.substring(library.artifact.indexOf(':') + 1);
  }
}
