package io.github.flowlib.tf;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tensorflow.proto.TensorProto;

/**
 * What this module is compiled against, and an error in words where the class path has another
 * version of it, or none.
 */
enum Libraries {
  // The first whose package an error names is the one to blame: classes of TensorFlow extend those
  // of protobuf.
  PROTOBUF(
      "com.google.protobuf:protobuf-java",
      "3.21.9",
      "com.google.protobuf.ByteString",
      "com.google.protobuf."),
  GUAVA(
      "com.google.guava:guava",
      "33.8.0-jre",
      "com.google.common.collect.ImmutableList",
      "com.google.common."),
  JACKSON(
      "com.fasterxml.jackson.core:jackson-databind",
      "2.19.0",
      "com.fasterxml.jackson.databind.ObjectMapper",
      "com.fasterxml.jackson."),
  JAVACPP("org.bytedeco:javacpp", "1.5.11", "org.bytedeco.javacpp.Loader", "org.bytedeco.javacpp."),
  NDARRAY(
      "org.tensorflow:ndarray",
      "1.0.0",
      "org.tensorflow.ndarray.NdArray",
      "org.tensorflow.ndarray."),
  /** Has classes as well. */
  NATIVE(
      "org.tensorflow:tensorflow-core-native",
      "1.1.0",
      "org.tensorflow.internal.c_api.TF_Graph",
      "org.tensorflow.exceptions.",
      "org.tensorflow.internal.c_api.",
      "org.tensorflow.proto."),
  TENSORFLOW(
      "org.tensorflow:tensorflow-core-api", "1.1.0", "org.tensorflow.Graph", "org.tensorflow.");

  final String artifact;
  final String version;
  private final String oldClass;
  private final List<String> packages;

  /**
   * A library.
   *
   * @param artifact its group and name
   * @param version that we are compiled against
   * @param oldClass one that all versions have
   * @param packages what the names of its classes begin with
   */
  Libraries(String artifact, String version, String oldClass, String... packages) {
    this.artifact = artifact;
    this.version = version;
    this.oldClass = oldClass;
    this.packages = List.of(packages);
  }

  /** What needs libraries. */
  @FunctionalInterface
  interface Call<T, E extends Exception> {
    T call() throws E;
  }

  /**
   * Runs what needs libraries.
   *
   * @throws IllegalStateException if one is missing or of another version
   */
  static <T, E extends Exception> T needed(Call<T, E> call) throws E {
    try {
      Later.check();
      return call.call();
    } catch (LinkageError e) {
      throw inWords(e);
    }
  }

  /** A class of its own, because a class cannot be verified that catches what is not there. */
  private static final class Later {

    private Later() {}

    /** Uses what is needed to save a model: not to be missed after a long training. */
    static void check() {
      TensorProto message =
          TensorProto.newBuilder()
              .addFloatVal(0)
              .addInt64Val(0)
              .addStringVal(ByteString.EMPTY)
              .build();
      try {
        TensorProto.parseFrom(message.toByteArray());
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
      Objects.requireNonNull(JsonMapper.class);
    }
  }

  /**
   * Tells what is missing, and what to do.
   *
   * @throws LinkageError the same, if it has another reason: a class that failed as it was made
   */
  static IllegalStateException inWords(LinkageError e) {
    boolean ofNatives = false;
    Throwable root = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      // A class that failed before has the error of then as text.
      ofNatives |= cause.toString().contains("java.lang.UnsatisfiedLinkError");
      root = cause;
    }
    if (!ofNatives && !(root instanceof LinkageError || root instanceof ClassNotFoundException)) {
      throw e;
    }
    String error = root.toString().lines().findFirst().orElse("");
    Optional<Libraries> library =
        Arrays.stream(values())
            .filter(named -> named.packages.stream().anyMatch(error.replace('/', '.')::contains))
            .findFirst();
    String message =
        ofNatives ? withoutNatives(error) : library.map(l -> l.message(error)).orElse(any(error));
    return new IllegalStateException(message, e);
  }

  private static String withoutNatives(String error) {
    return "TensorFlow's native library could not be loaded on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + " ("
        + error
        + "); it is published for Linux x86_64 and arm64, macOS arm64 and Windows x86_64: add"
        + " org.tensorflow:tensorflow-core-platform, or tensorflow-core-native with the classifier of"
        + " this system, to the class path";
  }

  private static String any(String error) {
    return "flowlib does not fit the libraries on the class path (%s); it needs %s: compare with mvn dependency:tree"
        .formatted(
            error,
            Arrays.stream(values()).map(Libraries::toString).collect(Collectors.joining(", ")));
  }

  private String message(String error) {
    Optional<String> location = location();
    if (location.isPresent()) {
      return "flowlib needs %s, but the class path has another version of it, or a part, in %s (%s); have the build choose version %s: mvn dependency:tree tells what brings the other one"
          .formatted(this, location.get(), error, version);
    }
    return this == NATIVE
        ? withoutNatives(error)
        : "flowlib needs %s, but the class path has none (%s); add it".formatted(this, error);
  }

  /** Where a class loader finds it; empty if it does not. */
  private Optional<String> location() {
    try {
      CodeSource source =
          Class.forName(oldClass, false, Libraries.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource();
      return Optional.of(source == null ? "an unknown place" : source.getLocation().toString());
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return artifact + " " + version;
  }
}
