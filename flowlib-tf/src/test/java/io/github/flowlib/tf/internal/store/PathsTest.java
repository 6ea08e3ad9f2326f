package io.github.flowlib.tf.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import com.google.common.base.Splitter;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.internal.AtomicFile;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.tf.ChildJvm;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.TensorBoardLog;
import io.github.flowlib.tf.internal.flow.FlowHeads;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.CsvLog;
import io.github.flowlib.train.Training;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every path that Java can open is as good as any other. TensorFlow takes paths as text in UTF-8,
 * and reads from a pattern.
 */
class PathsTest {

  private static final Dataset DATA = Fixtures.moons(100, 1);

  private static final String ALL =
      "x=[abc] * ? {a,b} \\ ' \" \n\t äöü 漢字 \uD83D\uDE00 e\u0301 100% ] [";

  @TempDir private Path directory;

  private static FlowModel flow;

  @BeforeAll
  static void create() {
    flow = flow(3);
  }

  @AfterAll
  static void close() {
    flow.close();
  }

  /** As small as can be: many are loaded. */
  private static FlowModel flow(long seed) {
    return Models.create(RealNVP.builder().dimension(2).couplings(2).hidden(4).build(), seed);
  }

  static Stream<String> names() {
    return Stream.of(
        ALL,
        "x=[abc]",
        "[",
        "]",
        "*",
        "?",
        "{a,b}",
        "back\\slash",
        "it's",
        "\"said\"",
        " blanks ",
        "two\nlines",
        "tab\t",
        "Grüße",
        "漢字",
        "\uD83D\uDE00",
        "e\u0301",
        "100%",
        "%41",
        "~",
        "-",
        "a:b",
        "c".repeat(255), // bytes: no name is longer
        "漢".repeat(85));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("names")
  void aModelMayLieInAnyDirectory(String name) throws IOException {
    Path below = directory.resolve(name).resolve("model");
    Path itself = directory.resolve("itself").resolve(name);
    assumeThatCode(() -> Files.createDirectory(below.getParent())).doesNotThrowAnyException();
    for (Path target : List.of(below, itself)) {
      flow.save(target);
      flow.save(target); // replaces
      assertLoads(flow, target);
      assertAlone(target);
    }
    Files.move(itself, aside(itself));
    assertLoads(flow, itself);
    flow.save(itself);
    assertAlone(itself);
  }

  /** Where a process that is killed leaves what it replaces. */
  private static Path aside(Path target) throws IOException {
    try (DirectoryReplacement replacement = DirectoryReplacement.of(target, path -> true)) {
      String name = replacement.directory().getFileName().toString();
      return target.resolveSibling(name.replaceFirst("\\.new$", ".old"));
    }
  }

  @Test
  void nothingIsLeftOfWhatFailed() throws IOException {
    Path target = directory.resolve("[1]").resolve("model");
    assumeThatCode(() -> flow.save(target)).doesNotThrowAnyException();
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    String before = System.setProperty("java.io.tmpdir", temporary.toString());
    try (GraphSession unwritten = new GraphSession()) {
      ModelFiles files =
          new ModelFiles(unwritten, new FlowHeads(flow.spec(), unwritten).signatures());
      ModelInfo info = ModelInfo.of(flow.spec(), true, Origin.ofNew(0));
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> files.save(target, info, Manifest::isOurs))
          .withMessageStartingWith("could not write the SavedModel to " + target + ": ");
      assertLoads(flow, target);
      assertAlone(target);

      RealNVP.Builder other = RealNVP.builder().dimension(2).couplings(2).hidden(5);
      ModelInfo.of(other.build(), true, Origin.ofNew(0)).write(target);
      Manifest.of(Manifest.Kind.MODEL, target).write(target);
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> Models.load(target))
          .withMessageStartingWith("the weights in " + target + " do not fit its spec.json: ");
      assertThat(temporary).isEmptyDirectory();
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  @Test
  void weightsMayLieInAFileOfAnyName() throws IOException {
    try (FlowModel other = flow(4)) {
      for (String name : names().toList()) {
        Path file = directory.resolve(name);
        try {
          Files.createFile(file);
        } catch (IOException e) {
          continue; // a system that has no such names
        }
        flow.exportWeights(file);
        other.importWeights(file);
        assertSame(other, flow);
      }
    }
  }

  @Test
  void aTrainingMayWriteToAnyDirectory() throws IOException {
    Path at = directory.resolve(ALL);
    assumeThatCode(() -> Files.createDirectory(at)).doesNotThrowAnyException();
    doAll(at);
  }

  private static Training.Builder training() {
    return Training.builder().epochs(2).batchSize(50).quiet();
  }

  /** Does whatever takes a path, below one. */
  private static void doAll(Path at) throws IOException {
    Path model = at.resolve("deep").resolve("model");
    Path weights = at.resolve("weights.npz");
    Checkpoints checkpoints = Checkpoints.in(at.resolve("run"));
    try (FlowModel trained = flow(3);
        FlowModel resumed = flow(4)) {
      trained.fit(
          DATA,
          training()
              .checkpoints(checkpoints)
              .listener(CsvLog.to(at.resolve("log.csv")))
              .listener(TensorBoardLog.in(at.resolve("events")))
              .build());
      resumed.fit(DATA, training().checkpoints(checkpoints.resumed()).build());
      assertSame(resumed, trained);
      assertLoads(trained, at.resolve("run").resolve(Checkpoints.BEST));
      trained.save(model);
      assertLoads(trained, model);
      assertAlone(model);
      trained.exportWeights(weights);
    }
    try (FlowModel other = flow(4)) {
      other.importWeights(weights);
      assertLoads(other, model);
    }
    try (Stream<Path> below = Files.list(at)) {
      assertThat(below.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("run", "log.csv", "events", "deep", "weights.npz");
    }
  }

  /**
   * Does it all in the working directory, then once more with another place for temporary files.
   */
  public static final class Relative {
    private Relative() {}

    public static void main(String[] args) throws IOException {
      Path working = Path.of("");
      doAll(working);
      System.out.println("said done");
      MoreFiles.deleteDirectoryContents(working, RecursiveDeleteOption.ALLOW_INSECURE);
      System.setProperty("java.io.tmpdir", args[0]);
      doAll(working);
      System.out.println("said done again");
    }
  }

  /** Temporary files find a place that TensorFlow can be told, whether the first named is one. */
  @Test
  @DisabledOnOs(OS.WINDOWS) // which has no other place
  void theWorkingDirectoryAndThatOfTemporaryFilesMayHaveAnyName() throws Exception {
    Path working = directory.resolve(ALL);
    Path temporary = directory.resolve("temporary").resolve(ALL);
    assumeThatCode(
            () -> {
              Files.createDirectory(working);
              Files.createDirectories(temporary);
            })
        .doesNotThrowAnyException();
    Path plain = Files.createDirectory(directory.resolve("plain"));
    assertThat(
            run(
                temporary,
                process -> process.directory(working.toFile()),
                Relative.class,
                plain.toString()))
        .containsExactly("done", "done again");
    assertThat(temporary).isEmptyDirectory();
    assertThat(plain).isEmptyDirectory();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> NativeDirectory.temporary(Path.of("x"), List.of("", temporary.toString())))
        .withMessageStartingWith("x has a path that TensorFlow cannot be told")
        .withMessageContaining("set the system property java.io.tmpdir");
  }

  /** Does it all wherever a directory leads. */
  public static final class Below {
    private Below() {}

    public static void main(String[] args) throws IOException {
      List<Path> places;
      try (Stream<Path> found = Files.list(Path.of(args[0]))) {
        places = found.toList();
      }
      for (Path place : places) {
        doAll(place);
        MoreFiles.deleteDirectoryContents(place, RecursiveDeleteOption.ALLOW_INSECURE);
        try (FlowModel flow = flow(3)) {
          flow.save(place);
          flow.save(place);
          assertLoads(flow, place);
        }
      }
      System.out.println("said done " + places.size());
    }
  }

  /** Tells why relative paths do not do. */
  public static final class Lost {
    private Lost() {}

    /** A call. */
    private interface Call {
      void run() throws IOException;
    }

    public static void main(String[] args) {
      Path path = Path.of("model");
      try (FlowModel flow = flow(3)) {
        say(() -> flow.save(path));
        say(() -> Models.load(path));
        say(() -> flow.exportWeights(path));
        say(() -> flow.importWeights(path));
        say(() -> AtomicFile.write(path, new byte[1]));
        say(() -> AtomicFile.createDirectories(path));
        say(() -> flow.fit(DATA, training().checkpoints(Checkpoints.in(path)).build()));
        say(() -> flow.fit(DATA, training().listener(TensorBoardLog.in(path)).build()));
        flow.fit(DATA, Training.builder().epochs(1).build()); // which logs its progress
      }
    }

    private static void say(Call call) {
      try {
        call.run();
        System.out.println("said nothing");
      } catch (IOException | RuntimeException e) {
        System.out.println("said " + e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }

  /** In one process, as a new one takes longer than what it does. */
  public static final class LostAndBelow {
    private LostAndBelow() {}

    public static void main(String[] args) throws IOException {
      Lost.main(args);
      Below.main(args);
    }
  }

  /**
   * Names that Java can read, but not write, it meets in directories and behind links, where they
   * are as good; a working directory with such a name is told of.
   */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void namesBeyondTheEncodingOfFileNamesAreAsGoodOrToldOf() throws Exception {
    Path working = directory.resolve("données");
    Path listed = Files.createDirectory(directory.resolve("listed"));
    Path linked = directory.resolve("linked").resolve("données");
    assumeThatCode(
            () -> {
              Files.createDirectory(working);
              Files.createDirectory(listed.resolve(ALL));
              Files.createSymbolicLink(listed.resolve("link"), Files.createDirectories(linked));
            })
        .doesNotThrowAnyException();
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    List<String> said =
        run(
            temporary,
            process -> inLocaleC(process.directory(working.toFile())),
            LostAndBelow.class,
            listed.toString());
    assertThat(said).hasSize(9).endsWith("done 2");
    assertThat(temporary).isEmptyDirectory();
    assertLoads(flow, linked);
    assertAlone(linked);
    assertLoads(flow, listed.resolve(ALL));
    if (!OS.MAC.isCurrentOs()) { // where file names are Unicode in every locale
      assertThat(said.subList(0, 8))
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("model is relative to the working directory, which Java takes for ")
                      .contains("start Java in a locale of UTF-8 (LC_ALL=C.UTF-8)")
                      .doesNotContain("ModelFormatException"));
      assertThat(working).isEmptyDirectory();
      try (Stream<Path> all = Files.list(directory)) {
        // No directory whose name is nearly the same.
        assertThat(all).containsExactlyInAnyOrder(working, listed, linked.getParent(), temporary);
      }
    }
  }

  private static ProcessBuilder inLocaleC(ProcessBuilder process) {
    process.environment().put("LC_ALL", "C");
    return process;
  }

  private static List<String> run(
      Path temporary, Consumer<ProcessBuilder> surroundings, Class<?> main, String... args)
      throws Exception {
    // An empty entry is the working directory, whose name is not to be that of classes.
    String classPath =
        Splitter.on(File.pathSeparatorChar)
            .omitEmptyStrings()
            .splitToStream(System.getProperty("java.class.path"))
            .collect(Collectors.joining(File.pathSeparator));
    return ChildJvm.run(
        "said ", List.of("-Djava.io.tmpdir=" + temporary), classPath, surroundings, main, args);
  }

  private static void assertLoads(FlowModel expected, Path from) throws IOException {
    try (FlowModel loaded = Models.loadFlow(from)) {
      assertSame(loaded, expected);
    }
  }

  private static void assertSame(FlowModel one, FlowModel other) {
    assertThat(one.distribution().sample(9, 1)).isDeepEqualTo(other.distribution().sample(9, 1));
  }

  private static void assertAlone(Path path) throws IOException {
    try (Stream<Path> left = Files.list(path.getParent())) {
      assertThat(left).containsExactly(path);
    }
  }
}
