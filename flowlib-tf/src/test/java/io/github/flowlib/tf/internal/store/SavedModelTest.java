package io.github.flowlib.tf.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.json.internal.SpecMapper;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.tf.ChildJvm;
import io.github.flowlib.tf.Fixtures;
import io.github.flowlib.tf.internal.flow.FlowHeads;
import io.github.flowlib.tf.internal.graph.GraphSession;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedModelTest {

  private static final float[][] ROWS = Fixtures.images(20, 9).toArray();

  @TempDir static Path shared;
  private static Path model;
  private static double[] logProb;

  @BeforeAll
  static void train() throws IOException {
    model = shared.resolve("model");
    try (FlowModel flow = Models.create(Fixtures.conditionalImageFlow(), 3)) {
      flow.fit(Fixtures.images(300, 1), Fixtures.quick(3).build());
      flow.save(model);
      logProb = flow.given(1).logProb(ROWS);
    }
  }

  /**
   * Prints log-probabilities as bits, and saves what it loaded: the other half of {@link
   * #aFreshProcessGivesTheSameBits}.
   */
  public static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      try (FlowModel flow = Models.loadFlow(Path.of(args[0]))) {
        for (double value : flow.given(1).logProb(Fixtures.images(20, 9).toArray())) {
          System.out.println("bits " + Double.doubleToLongBits(value));
        }
        flow.save(Path.of(args[1]));
      }
    }
  }

  @Test
  void aFreshProcessGivesTheSameBits(@TempDir Path directory) throws Exception {
    Path copy = directory.resolve("copy");
    List<String> lines =
        ChildJvm.run("bits ", List.of(), Child.class, model.toString(), copy.toString());
    assertThat(lines)
        .containsExactlyElementsOf(
            Arrays.stream(logProb)
                .mapToObj(value -> String.valueOf(Double.doubleToLongBits(value)))
                .toList());
    assertSameFiles(copy, model);
  }

  /** So that a model that did not change is known by its checksums. */
  @Test
  void theSameModelGivesTheSameFiles(@TempDir Path directory) throws IOException {
    try (FlowModel flow = Models.loadFlow(model)) {
      flow.save(directory.resolve("one"));
      flow.save(directory.resolve("other"));
    }
    assertSameFiles(directory.resolve("one"), model);
    assertSameFiles(directory.resolve("other"), model);
  }

  /** The manifest has the checksums of all others. */
  private static void assertSameFiles(Path one, Path other) {
    assertThat(one.resolve(Manifest.FILE)).hasSameTextualContentAs(other.resolve(Manifest.FILE));
  }

  /** Files that were made elsewhere and moved could be read by their owner alone. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are others there")
  void othersMayReadWhatTheyMayReadOfAnyFile(@TempDir Path directory) throws IOException {
    Path odd = Files.createDirectory(directory.resolve("[odd]"));
    try (FlowModel flow = Models.loadFlow(model)) {
      for (Path parent : List.of(directory, odd)) {
        flow.save(parent.resolve("model"));
        flow.exportWeights(parent.resolve("weights.npz"));
      }
    }
    Path plain = Files.writeString(directory.resolve("plain"), "");
    Path plainDirectory = Files.createDirectory(directory.resolve("plain.d"));
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all.filter(path -> !path.equals(directory)))
          .hasSizeGreaterThan(14)
          .allSatisfy(
              path ->
                  assertThat(Files.getPosixFilePermissions(path))
                      .as("%s", path)
                      .isEqualTo(
                          Files.getPosixFilePermissions(
                              Files.isDirectory(path) ? plainDirectory : plain)));
    }
  }

  @Test
  void savingReplacesAnEarlierModelOfOurs(@TempDir Path directory) throws IOException {
    Path target = directory.resolve("deep/er/model");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      flow.save(target);
      flow.fit(Fixtures.moons(100, 1), Fixtures.quick(1).build());
      flow.save(target);
      try (FlowModel loaded = Models.loadFlow(target)) {
        assertThat(loaded.distribution().sample(5)).isDeepEqualTo(flow.distribution().sample(5));
      }
    }
    try (Stream<Path> left = Files.list(target.getParent())) {
      assertThat(left).containsExactly(target);
    }
  }

  @Test
  void anEmptyDirectoryIsUsed(@TempDir Path directory) throws IOException {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      flow.save(directory.resolve("model"));
      Path empty = Files.createDirectory(directory.resolve("empty"));
      flow.save(empty);
      Models.loadFlow(empty).close();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
  void aLinkToAModelIsThatModel(@TempDir Path directory) throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("current"), copy(directory));
    Models.loadFlow(link).close();
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      flow.save(link);
      try (FlowModel loaded = Models.loadFlow(link)) {
        assertThat(loaded.spec()).isEqualTo(flow.spec());
      }
    }
    assertThat(link).isSymbolicLink();
  }

  @Test
  void anotherFileSystemIsRefused(@TempDir Path directory) throws IOException {
    URI zip = URI.create("jar:" + directory.resolve("a.zip").toUri());
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"));
        FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatThrownBy(() -> flow.save(files.getPath("/m")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("must lie in the default file system");
    }
  }

  @Test
  void nothingElseIsReplaced(@TempDir Path directory) throws IOException {
    Path precious = Files.writeString(directory.resolve("thesis.txt"), "years of work");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      for (Path target : List.of(directory, precious)) {
        assertThatExceptionOfType(FileAlreadyExistsException.class)
            .isThrownBy(() -> flow.save(target))
            .withMessageContaining(target.toString())
            .withMessageContaining("is not a model of this library alone, so it is not replaced");
      }
    }
    assertThat(precious).hasContent("years of work");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(precious);
    }
  }

  @Test
  void aTargetThatCannotBeWrittenLeavesNothing(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatThrownBy(() -> flow.save(file.resolve("below/model")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aModelWithoutFittedStatisticsSaysSoAfterLoading(@TempDir Path directory) throws IOException {
    try (FlowModel flow = Models.create(Fixtures.imageFlow())) {
      flow.save(directory.resolve("model"));
    }
    try (FlowModel flow = Models.loadFlow(directory.resolve("model"))) {
      assertThatThrownBy(() -> flow.distribution().sample(1))
          .hasMessageContaining("are not fitted yet");
    }
  }

  static Stream<String> files() throws IOException {
    return Stream.of("saved_model.pb", "spec.json", "variables/variables.index", "manifest.json");
  }

  @ParameterizedTest
  @MethodSource("files")
  void aDamagedFileIsNamed(String name, @TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    byte[] bytes = Files.readAllBytes(copy.resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(copy.resolve(name), bytes);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(copy))
        .withMessageContaining(copy.toString())
        .withMessageContaining(name.equals("manifest.json") ? copy.toString() : name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{}", "{\"format\": 3", "\u00ff"})
  void aManifestThatIsNone(String content, @TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    Files.writeString(copy.resolve("manifest.json"), content, StandardCharsets.ISO_8859_1);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(copy))
        .withMessageContaining("manifest.json");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> flow.save(copy));
    }
  }

  @Test
  void aSpecThatIsNullOrCannotBeBuilt(@TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    Path file = copy.resolve("spec.json");
    String original = Files.readString(file);
    for (String content : List.of("null", original.replace("24", "2000000000"))) {
      Files.writeString(file, content);
      Manifest.of(Manifest.Kind.MODEL, copy).write(copy);
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> Models.loadFlow(copy))
          .withMessageContaining("spec");
    }
  }

  /** Somebody's notes beside a model are not ours to delete. */
  @Test
  void aModelWithAStrangersFileIsNotReplaced(@TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    Path notes = Files.writeString(copy.resolve("notes.txt"), "do not lose");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> flow.save(copy));
    }
    assertThat(notes).hasContent("do not lose");
  }

  @Test
  void aModelOfAnotherVersionMayBeReplaced(@TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    Path file = copy.resolve("manifest.json");
    Files.writeString(
        file, Files.readString(file).replace("\"formatVersion\" : 1", "\"formatVersion\" : 99"));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(copy))
        .withMessageContaining("but is flowlib-model version 99");
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      flow.save(copy);
      Models.loadFlow(copy).close();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aMissingFileIsNamed(String name, @TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    Files.delete(copy.resolve(name));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(copy))
        .withMessageContaining(name);
  }

  /** Nobody put them there, and nobody would miss them. */
  @ParameterizedTest
  @ValueSource(strings = {".DS_Store", "variables/.DS_Store", "._spec.json", "Thumbs.db"})
  void whatFileBrowsersLeaveDoesNotCount(String name, @TempDir Path directory) throws IOException {
    Path target = copy(directory);
    Files.writeString(target.resolve(name), "of a browser");
    try (FlowModel flow = Models.loadFlow(target)) {
      assertThat(flow.given(1).logProb(ROWS)).containsExactly(logProb);
      flow.save(target);
    }
    assertThat(target.resolve(name)).doesNotExist();
    assertSameFiles(target, model);
  }

  @Test
  void aFileTooManyIsNamed(@TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    Files.writeString(copy.resolve("stowaway"), "x");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(copy))
        .withMessageContaining("files that its manifest does not name: [stowaway]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"couplings\"", "\"formatVersion\" : 2"})
  void aSpecOfAnotherFormatIsRefused(String part, @TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    Path file = copy.resolve("spec.json");
    String changed =
        part.contains("formatVersion")
            ? Files.readString(file).replace(part, "\"formatVersion\" : 99")
            : Files.readString(file).replace("\"spec\" :", "\"couplings\" : 3, \"spec\" :");
    Files.writeString(file, changed);
    Manifest.of(Manifest.Kind.MODEL, copy).write(copy);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(copy))
        .withMessageContaining("spec.json");
  }

  @Test
  void modelsOfTheFormatBeforeAreRead(@TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    Path file = copy.resolve("spec.json");
    ObjectNode tree = (ObjectNode) SpecMapper.MAPPER.readTree(file.toFile());
    tree.put("formatVersion", 1).remove("origin");
    SpecMapper.MAPPER.writeValue(file.toFile(), tree);
    Manifest.of(Manifest.Kind.MODEL, copy).write(copy);
    try (FlowModel old = Models.loadFlow(copy)) {
      assertThat(old.given(1).logProb(ROWS)).containsExactly(logProb);
    }
  }

  /** A process that is killed between the two moves of a replacement leaves this. */
  @Test
  void aModelThatWasMovedAsideIsFoundAndMovedBack(@TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    Path aside = directory.resolve(".copy.0b0e8c2e-1c5f-4f0e-9d0c-8f6f2f6f2f6f.old");
    Files.move(copy, aside);
    try (FlowModel found = Models.loadFlow(copy)) {
      assertThat(found.given(1).logProb(ROWS)).containsExactly(logProb);
      assertThat(copy).doesNotExist();
      found.save(copy);
    }
    assertThat(aside).doesNotExist();
    Models.loadFlow(copy).close();
  }

  @Test
  void weightsOfAnotherSpecAreRefused(@TempDir Path directory) throws IOException {
    Path copy = copy(directory);
    Path file = copy.resolve("spec.json");
    Files.writeString(file, Files.readString(file).replace("24", "25"));
    Manifest.of(Manifest.Kind.MODEL, copy).write(copy);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(copy))
        .withMessageContaining("do not fit its spec.json");
  }

  /** A disk that is full, as a writer that fails after some bytes: a test cannot fill a disk. */
  @Test
  void aWriteThatFailsHalfWayLeavesTheEarlierModel(@TempDir Path directory) throws IOException {
    Path target = copy(directory);
    assertThatThrownBy(
            () -> {
              try (DirectoryReplacement replacement =
                  DirectoryReplacement.of(target, Manifest::isOurs)) {
                Files.writeString(replacement.directory().resolve("spec.json"), "{ \"formatVer");
                throw new IOException("No space left on device");
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertAlone(target);
    Models.loadFlow(target).close();
  }

  /** TensorFlow's own writer fails: it cannot read variables that were never written. */
  @Test
  void aModelThatCannotBeExportedLeavesTheEarlierOne(@TempDir Path directory) throws IOException {
    Path target = copy(directory);
    try (FlowModel flow = Models.create(Fixtures.moonsFlow());
        GraphSession session = new GraphSession()) {
      ModelFiles files = new ModelFiles(session, new FlowHeads(flow.spec(), session).signatures());
      assertThatThrownBy(
              () ->
                  files.save(
                      target, ModelInfo.of(flow.spec(), true, Origin.ofNew(0)), Manifest::isOurs))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("could not write the SavedModel to ");
    }
    assertAlone(target);
    Models.loadFlow(target).close();
  }

  private static void assertAlone(Path target) throws IOException {
    try (Stream<Path> left = Files.list(target.getParent())) {
      assertThat(left).containsExactly(target);
    }
  }

  /** A service reads what another process writes again and again. */
  @Test
  void aModelThatIsReplacedWhileItIsReadIsReadWhole(@TempDir Path directory) throws Exception {
    Path target = directory.resolve("model");
    FlowSpec small = RealNVP.builder().dimension(2).couplings(2).hidden(4).build();
    try (FlowModel first = Models.create(small, 1);
        FlowModel second = Models.create(small, 2)) {
      first.fit(Fixtures.moons(100, 1), Fixtures.quick(1).build());
      second.fit(Fixtures.moons(100, 1), Fixtures.quick(1).build());
      first.save(target);
      AtomicBoolean stop = new AtomicBoolean();
      ExecutorService writer = Executors.newSingleThreadExecutor();
      Future<?> writing =
          writer.submit(
              () -> {
                while (!stop.get()) {
                  second.save(target);
                  Thread.sleep(5);
                  first.save(target);
                  Thread.sleep(5);
                }
                return null;
              });
      try {
        for (int i = 0; i < 15; i++) {
          try (FlowModel loaded = Models.loadFlow(target)) {
            assertThat(loaded.distribution().sample(3))
                .satisfiesAnyOf(
                    rows -> assertThat(rows).isDeepEqualTo(first.distribution().sample(3)),
                    rows -> assertThat(rows).isDeepEqualTo(second.distribution().sample(3)));
          }
        }
      } finally {
        stop.set(true);
        writing.get();
        writer.shutdown();
      }
    }
  }

  /** A stranger's graph under a manifest that fits it: it is never run, the spec is. */
  @Test
  void theStoredGraphIsNotExecuted(@TempDir Path directory) throws IOException {
    Path model = copy(directory);
    Files.writeString(model.resolve("saved_model.pb"), "a graph that formats the disk");
    Manifest.of(Manifest.Kind.MODEL, model).write(model);
    try (FlowModel loaded = Models.loadFlow(model)) {
      assertThat(loaded.given(1).logProb(ROWS)).containsExactly(logProb);
    }
  }

  /** Jackson knows the records of a spec by names of ours, and makes no other objects. */
  @Test
  void aClassNamedInTheSpecIsNotLoaded(@TempDir Path directory) throws IOException {
    Path model = copy(directory);
    Path spec = model.resolve("spec.json");
    String text = Files.readString(spec);
    assertThat(text).contains("\"AffineCoupling\"");
    Files.writeString(
        spec, text.replace("\"AffineCoupling\"", "\"javax.script.ScriptEngineManager\""));
    Manifest.of(Manifest.Kind.MODEL, model).write(model);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(model))
        .withMessageContaining("javax.script.ScriptEngineManager");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "/etc/hostname", "variables/../../secret", "C:/secret"})
  void pathsThatLeadOutOfTheModelAreRefused(String path, @TempDir Path directory)
      throws IOException {
    Path model = copy(directory);
    Path secret = Files.writeString(directory.resolve("secret"), "not of the model");
    String checksum = MoreFiles.asByteSource(secret).hash(Hashing.sha256()).toString();
    Path manifest = model.resolve("manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("\"spec.json\"", "\"" + path + "\" : \"" + checksum + "\", \"spec.json\""));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(model))
        .withMessage(
            manifest
                + " must name files of the directory, but names "
                + path
                + "; do not trust this model");
  }

  @Test
  void whatIsNoModelIsRefused(@TempDir Path directory) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(directory))
        .withMessageContaining("is not a model: it has no manifest.json");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(directory.resolve("absent")))
        .withMessageContaining("absent is not a model: there is no such directory");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Models.loadFlow(model.resolve("spec.json")))
        .withMessageContaining("is not a model: it has no manifest.json");
  }

  private static Path copy(Path directory) throws IOException {
    Path copy = directory.resolve("copy");
    try (Stream<Path> files = Files.walk(model)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(model.relativize(file).toString()));
      }
    }
    return copy;
  }

  /** Each takes away what it replaced; another may have been faster. */
  @Test
  void twoThreadsMaySaveAtTheSamePlace(@TempDir Path directory) throws Exception {
    try (FlowModel flow = Models.create(Fixtures.moonsFlow())) {
      Path target = directory.resolve("model");
      ExecutorService savers = Executors.newFixedThreadPool(2);
      try {
        Callable<Void> save =
            () -> {
              for (int i = 0; i < 12; i++) {
                flow.save(target);
              }
              return null;
            };
        for (Future<Void> done : savers.invokeAll(List.of(save, save))) {
          done.get();
        }
      } finally {
        savers.shutdown();
      }
      try (FlowModel loaded = Models.loadFlow(target);
          var beside = Files.list(directory)) {
        assertThat(loaded.distribution().sample(3)).isDeepEqualTo(flow.distribution().sample(3));
        assertThat(beside.map(path -> path.getFileName().toString())).containsExactly("model");
      }
    }
  }
}
