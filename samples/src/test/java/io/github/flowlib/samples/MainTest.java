package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ObjectArrays;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.exercises.Exercise3bCvae;
import io.github.flowlib.samples.exercises.Tour;
import io.github.flowlib.samples.exercises.training.FitOptions;
import io.github.flowlib.samples.results.OutputDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(
        new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "realnvp --epochs 0|--epochs must be at least 1, but was 0",
        "realnvp --epochs x"
            + "|invalid value for option '--epochs': 'x' is not an int; see flowlib realnvp --help",
        "realnvp --batch-size -1|--batch-size must be at least 1, but was -1",
        "tour --learning-rate 0|--learning-rate must be above 0 and finite, but was 0.0",
        "interpolate --learning-rate NaN"
            + "|--learning-rate must be above 0 and finite, but was NaN",
        "realnvp --hidden 8,0|--hidden must have at least 1 unit each, but were [8, 0]",
        "realnvp --rows 0|--rows must be at least 1, but was 0",
        "realnvp --threads 0|--threads must be 1 to 1024, but was 0",
        "realnvp --threads 2147483647|--threads must be 1 to 1024, but was 2147483647",
        "realnvp --couplings 5,0|--couplings must be at least 1, but was 0",
        "realnvp --couplings 5,5|--couplings must name every model once, but were [5, 5]",
        "realnvp --preprocessing raw|--preprocessing must be among marginals, logit, standardized-logit, but was raw",
        "cvae --latent 0|--latent must be at least 1, but was 0",
        "cvae --train-samples 0|--train-samples must be at least 1, but was 0",
        "cvae --importance-samples 0|--importance-samples must be at least 1, but was 0",
        "cvae --unlabelled 0|--unlabelled must be at least 1, but was 0",
        "presets --presets glow --hidden 64|--hidden must not be named for glow, whose networks are"
            + " convolutional; leave them out",
        "presets --presets conditional-mixture-realnvp --conditional-base"
            + "|--conditional-base takes the place of a standard normal, but this preset has"
            + " MixtureOfNormals[components=10, conditional=false, spread=1.0]; leave it out",
        "presets --presets conditional-nice --conditional-base"
            + "|--conditional-base takes the place of a standard normal, but this preset has"
            + " Logistic[]; leave it out",
        "presets --presets glow --embedding 4"
            + "|--embedding needs a flow that is told the digit, but --presets were [glow]; put"
            + " conditional- before one, or leave it out",
        "presets --presets glow --conditional-base"
            + "|--conditional-base needs a flow that is told the digit, but --presets were [glow]; put"
            + " conditional- before one, or leave it out",
        "presets --presets conditional-glow --embedding 0|--embedding must be at least 1, but was 0",
        "cvae --prior-couplings -1|--prior-couplings must be at least 0, but was -1",
        "cvae --latent 1|--latent must be at least 2 where the prior is a flow, but was 1; use prior"
            + " couplings 0",
        "cvae --model m --prior-couplings 3|--prior-couplings has no effect on a model that is"
            + " trained already; leave out either it or --model",
        "cvae --model m --hidden 8|--hidden has no effect on a model that is trained already; leave out"
            + " either it or --model",
        "conditional-realnvp --couplings 0|--couplings must be at least 1, but was 0",
        "conditional-realnvp --preprocessing raw"
            + "|--preprocessing must be among marginals, logit, standardized-logit, but was raw",
        "interpolate --model results/models/m --out results|--out would replace the model:"
            + " results/models/m lies inside results; name another --out, or move the model",
        "interpolate --model m --epochs 2|--epochs has no effect on a model that is trained"
            + " already; leave out either it or --model",
        "anomaly --false-alarm-rate 0|--false-alarm-rate must be above 0 and below 1, but was 0.0",
        "anomaly --train a --score b --columns c,d --origin e=1|--origin must be finite and of one of the"
            + " --columns, but was e=1.0",
        "plane --rows 99|--rows must be at least 100, but was 99",
        "plane --learning-rate -1|--learning-rate must be above 0 and finite, but was -1.0",
        "plane --presets glow|--presets must be among nice, realnvp, maf, iaf, neural-spline-flow, but"
            + " one was 'glow'",
        "presets --presets nice,nice|--presets must name every flow once, but were [nice, nice]",
        "realnvp --colour|unknown option: '--colour'; see flowlib realnvp --help",
        "paint|unmatched argument at index 0: 'paint'; see flowlib --help",
      })
  void wrongUsageIsOneSentence(String args, String message) {
    assertThat(run(args.split(" "))).isEqualTo(2);
    assertThat(err()).isEqualTo("flowlib: " + message + System.lineSeparator());
    assertThat(out()).isEmpty();
  }

  /** What cvae trained lies in its directory; a report of it must be written to another one. */
  @Test
  void aReportDoesNotReplaceTheModelThatItReads() {
    Path trained = OutputDirectory.defaultFor("cvae").resolve("models").resolve("cvae");
    assertThat(run("cvae", "--model", trained.toString(), "--prior-couplings", "3")).isEqualTo(2);
    assertThat(err()).startsWith("flowlib: --prior-couplings has no effect");
  }

  @Test
  void directoriesOfOthersAreLeftAlone() throws IOException {
    Path mine = Files.writeString(directory.resolve("thesis.txt"), "mine");

    assertThat(run("realnvp", "--data", "synthetic", "--out", directory.toString())).isEqualTo(2);

    assertThat(err()).hasLineCount(1).contains("is left alone; name another directory with --out");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void tablesNeedOriginsWhereFloat32DoesNotHoldThem() throws IOException {
    StringBuilder text = new StringBuilder("time,load\n");
    for (int i = 0; i < 100; i++) {
      text.append(1_700_000_000 + 60 * i).append(',').append(i % 7).append('\n');
    }
    String table = Files.writeString(directory.resolve("times.csv"), text).toString();
    String[] anomaly = {
      "anomaly",
      "--train",
      table,
      "--score",
      table,
      "--columns",
      "time,load",
      "--epochs",
      "1",
      "--false-alarm-rate",
      "0.1",
      "--out",
      directory.resolve("out").toString()
    };

    assertThat(run(anomaly)).isEqualTo(1);
    assertThat(err())
        .hasLineCount(1)
        .contains("column time has 100 different numbers, of which float32 keeps 47: ")
        .endsWith(" such as --origin time=1.7E9" + System.lineSeparator());

    assertThat(
            run(
                ObjectArrays.concat(
                    anomaly, new String[] {"--origin", "time=1.7E9"}, String.class)))
        .isZero();
  }

  @Test
  void dataThatCannotBeHadIsAFailureThatNamesTheWayOut() {
    String nowhere = directory.resolve("nowhere").toString();

    assertThat(run("realnvp", "--data", nowhere, "--out", directory.toString())).isEqualTo(1);

    assertThat(err())
        .hasLineCount(1)
        .startsWith("flowlib: ")
        .contains(nowhere + " (--data) must hold the four MNIST files")
        .contains("--data synthetic")
        .doesNotContain("Mnist.load");
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(run("realnvp", "--help")).isZero();
    assertThat(run("conditional-realnvp", "--help")).isZero();
    assertThat(run("cvae", "--help")).isZero();
    assertThat(run("draw", "--help")).isZero();
    assertThat(run("digits", "--help")).isZero();
    assertThat(run("--version")).isZero();

    assertThat(out())
        .contains("tour", "realnvp", "interpolate", "conditional-realnvp", "--couplings")
        .contains("flowlib 0");
    assertThat(err()).isEmpty();
  }

  @Test
  void helpNamesTheDefaultsThatAreUsed() {
    assertThat(run("realnvp", "--help")).isZero();

    FitOptions usual = FitOptions.DEFAULTS;
    FitOptions cvae = Exercise3bCvae.FIT;
    assertThat(out().replaceAll("\\s+", " "))
        .contains(
            "(default: "
                + usual.epochs()
                + "; tour: "
                + Tour.FIT.epochs()
                + "; cvae: "
                + cvae.epochs()
                + ")")
        .contains("(default: " + usual.batchSize() + "; cvae: " + cvae.batchSize() + ")")
        .contains("(default: 0.0005; tour and cvae: 0.001)")
        .contains("(default: 1024,1024, splines 512,512; tour: 512,512; cvae: 300,300)")
        .contains("(default: " + usual.seed() + ")");
    assertThat(usual.learningRate()).isEqualTo(0.0005);
    assertThat(Tour.FIT.learningRate()).isEqualTo(0.001);
    assertThat(cvae.learningRate()).isEqualTo(0.001);
    assertThat(cvae.hidden()).containsExactly(300, 300);
    assertThat(Tour.FIT.hidden()).containsExactly(512, 512);
    assertThat(Tour.FIT.batchSize()).isEqualTo(usual.batchSize());
  }

  @Test
  void realnvpWritesEverythingAndInterpolateTakesItsModel() throws IOException {
    Path target = directory.resolve("run");

    assertThat(
            run(
                "realnvp",
                "--data",
                "synthetic",
                "--rows",
                "60",
                "--couplings",
                "2,3",
                "--epochs",
                "2",
                "--batch-size",
                "20",
                "--hidden",
                "8",
                "--seed",
                "7",
                "--out",
                target.toString()))
        .as(err())
        .isZero();
    assertThat(out())
        .contains("RealNVP(3) minus RealNVP(2)", "60 test images (synthetic)")
        .endsWith("Open " + target.resolve("index.html") + System.lineSeparator());
    JsonNode metrics = new ObjectMapper().readTree(target.resolve("metrics.json").toFile());
    assertThat(metrics.path("command").asText()).startsWith("samples/flowlib realnvp --data");
    assertThat(metrics.path("models")).hasSize(2);

    Path model = target.resolve("models").resolve("realnvp-3");
    Path second = directory.resolve("second");
    assertThat(
            run(
                "interpolate",
                "--data",
                "synthetic",
                "--rows",
                "60",
                "--model",
                model.toString(),
                "--out",
                second.toString()))
        .as(err())
        .isZero();
    assertThat(second).isDirectoryContaining("glob:**interpolate-3-8.png");
    assertThat(err()).isEmpty();
  }

  @Test
  void conditionalRealnvpWritesEverything() throws IOException {
    Path target = directory.resolve("run");
    String command =
        "conditional-realnvp --data synthetic --rows 60 --couplings 2 --epochs 1 --batch-size 20"
            + " --hidden 8 --out ";

    assertThat(run((command + target).split(" "))).as(err()).isZero();

    assertThat(out()).endsWith("Open " + target.resolve("index.html") + System.lineSeparator());
    assertThat(target).isDirectoryContaining("glob:**samples-conditional-realnvp-2.png");
    assertThat(target.resolve("models/conditional-realnvp-2/spec.json")).exists();
    assertThat(err()).isEmpty();
  }

  @Test
  void aModelThatIsNoneIsAFailure() {
    assertThat(
            run(
                "interpolate",
                "--data",
                "synthetic",
                "--rows",
                "60",
                "--model",
                directory.resolve("nothing").toString(),
                "--out",
                directory.resolve("run").toString()))
        .isEqualTo(1);
    assertThat(err()).hasLineCount(1).contains("nothing");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aTrainingThatDivergesIsAFailureAndLeavesNothing() {
    assertThat(
            run(
                "realnvp",
                "--data",
                "synthetic",
                "--rows",
                "60",
                "--couplings",
                "2",
                "--hidden",
                "8",
                "--learning-rate",
                "1e30",
                "--out",
                directory.resolve("run").toString()))
        .isEqualTo(1);
    assertThat(err()).hasLineCount(1).startsWith("flowlib: training diverged at step ");
    assertThat(directory).isEmptyDirectory();
  }
}
