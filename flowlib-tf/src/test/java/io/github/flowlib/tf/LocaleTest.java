package io.github.flowlib.tf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.github.flowlib.MAF;
import io.github.flowlib.Models;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.json.internal.SpecMapper;
import io.github.flowlib.model.Model;
import io.github.flowlib.spec.ModelSpec;
import io.github.flowlib.train.Checkpoints;
import io.github.flowlib.train.CsvLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/** Names, bits and files are the same whatever language the user's system speaks. */
class LocaleTest {

  /** Golden models of whose kinds one is created, trained and saved as well. */
  private static final List<String> TRAINED = List.of("batch-norm", "vae-flow-prior");

  /** Does it all in the locale that it was started with. */
  public static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      System.out.println("said " + (int) String.format("%d", 1).charAt(0));
      for (String line : results(Path.of(args[0]))) {
        System.out.println("said " + line);
      }
    }
  }

  @Test
  void aPersianSystemGivesTheSameNamesBitsAndFiles(@TempDir Path directory) throws Exception {
    String there = Files.createDirectory(directory.resolve("fa")).toString();
    List<String> flags = List.of("-Duser.language=fa", "-Duser.country=IR");
    FutureTask<List<String>> child =
        new FutureTask<>(() -> ChildJvm.run("said ", flags, Child.class, there));
    new Thread(child).start();
    List<String> english = results(Files.createDirectory(directory.resolve("en")));

    List<String> persian = child.get();
    assertThat(persian.get(0)).as("it has digits of its own").isEqualTo(String.valueOf((int) '۱'));
    assertThat(persian.subList(1, persian.size())).containsExactlyElementsOf(english);
  }

  private static List<String> results(Path directory) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path golden : GoldenModelsTest.models().toList()) {
      String name = golden.getFileName().toString();
      ModelSpec spec;
      try (Model<?> model = Models.load(golden)) {
        spec = model.spec();
        lines.add(name + " says " + answers(model));
        lines.addAll(weights(model, directory.resolve(name + ".npz")));
      }
      if (TRAINED.contains(name)) {
        lines.addAll(trained(spec, directory.resolve(name + "-trained")));
      }
    }
    // Its slow direction is a loop, whose body is a graph with names of its own.
    try (Model<?> model =
        Models.create(MAF.builder().dimension(33).layers(1).hidden(4).build(), 1)) {
      lines.addAll(written(model, directory.resolve("loop")));
    }
    return lines;
  }

  private static String answers(Model<?> model) throws IOException {
    Dataset rows = Fixtures.images(GoldenModels.ROWS, 9);
    int width = model.spec().context().vectorWidth();
    Optional<float[][]> context =
        width == 0 ? Optional.empty() : Optional.of(new float[GoldenModels.ROWS][width]);
    return hash(
        SpecMapper.MAPPER.writeValueAsBytes(
            GoldenModels.Answers.of(model, rows.toArray(), rows.labels(), context)));
  }

  /** Two steps, with everything that writes meanwhile. */
  private static List<String> trained(ModelSpec spec, Path directory) throws IOException {
    Path csv = Files.createDirectory(directory).resolve("log.csv");
    List<String> lines = new ArrayList<>();
    try (Model<?> model = Models.create(spec, 1)) {
      model.fit(
          Fixtures.images(60, 1),
          Fixtures.quick(1)
              .checkpoints(Checkpoints.in(directory.resolve("checkpoints")))
              .listener(CsvLog.to(csv))
              .build());
      lines.add(directory.getFileName() + " says " + answers(model));
      lines.addAll(written(model, directory.resolve("model")));
    }
    for (String line : Files.readAllLines(csv)) {
      lines.add("logged " + line.substring(0, line.lastIndexOf(','))); // the last are seconds
    }
    try (Stream<Path> all = Files.walk(directory)) {
      all.map(file -> "wrote " + directory.relativize(file)).sorted().forEach(lines::add);
    }
    return lines;
  }

  private static List<String> weights(Model<?> model, Path file) throws IOException {
    model.exportWeights(file);
    try (ZipFile arrays = new ZipFile(file.toFile())) {
      return arrays.stream().map(array -> array.getName() + " is " + array.getCrc()).toList();
    }
  }

  private static List<String> written(Model<?> model, Path directory) throws IOException {
    model.save(directory);
    List<String> lines = new ArrayList<>();
    lines.add("graph " + graph(directory.resolve("saved_model.pb")));
    String spec = Files.readString(directory.resolve("spec.json"));
    lines.add("spec " + hash(spec.replaceAll("\"seconds\" : [0-9.E-]+", "").getBytes(UTF_8)));
    for (String file : List.of("variables.index", "variables.data-00000-of-00001")) {
      lines.add(file + " " + hash(Files.readAllBytes(directory.resolve("variables/" + file))));
    }
    return lines;
  }

  /**
   * What all nodes are called and read, and the signatures; in a function their order is chance.
   */
  private static String graph(Path file) throws IOException {
    MetaGraphDef graph = SavedModel.parseFrom(Files.readAllBytes(file)).getMetaGraphs(0);
    List<String> lines = new ArrayList<>();
    graph.getGraphDef().getNodeList().forEach(node -> lines.add(node(node)));
    graph
        .getGraphDef()
        .getLibrary()
        .getFunctionList()
        .forEach(
            function -> {
              lines.add(function.getSignature().getName());
              function.getNodeDefList().stream().map(LocaleTest::node).sorted().forEach(lines::add);
            });
    new TreeMap<>(graph.getSignatureDefMap())
        .forEach(
            (name, signature) ->
                lines.add(
                    name
                        + new TreeMap<>(signature.getInputsMap())
                        + new TreeMap<>(signature.getOutputsMap())));
    lines.add(graph.getSaverDef().toString());
    return lines.size() + " " + hash(String.join("\n", lines).getBytes(UTF_8));
  }

  private static String node(NodeDef node) {
    return node.getName() + " " + node.getOp() + node.getInputList();
  }

  private static String hash(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString();
  }
}
