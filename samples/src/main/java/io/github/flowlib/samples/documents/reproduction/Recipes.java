package io.github.flowlib.samples.documents.reproduction;

import static io.github.flowlib.samples.documents.reproduction.Recipe.of;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.flowlib.samples.documents.reproduction.Recipe.Source;
import io.github.flowlib.samples.models.ShippedModel;

/** Every command behind {@code docs/results.md}, in the order of that page. */
public final class Recipes {

  private static final String H200 =
      "one NVIDIA H200, NVIDIA_TF32_OVERRIDE=0 TF_DETERMINISTIC_OPS=1";
  private static final String H100 = "one NVIDIA H100, NVIDIA_TF32_OVERRIDE=0";

  private static final int SEEDS = 3;

  private static final String SWEEP = "conditional-realnvp --couplings 1,2,3,5,10 --epochs ";
  private static final String MULTI_SCALE =
      "presets --presets multi-scale-realnvp --batch-size 64 --learning-rate 0.001 --epochs ";

  /** What a machine decides, in a file of the benchmark. */
  private static final String[] TIMES = {
    "millis", "ratios", "floors", "floorsAtTheEnd", "floorMillis", "megabytes", "processors"
  };

  private static final ImmutableList<Recipe> ALL =
      ImmutableList.of(
          of(
                  "realnvp-marginals",
                  12,
                  "realnvp --couplings 5,10 --epochs 10 --preprocessing marginals")
              .picture("real.png")
              .picture("samples-realnvp-5.png")
              .picture("samples-realnvp-10.png")
              .picture("samples-gaussian-copula.png"),
          of("realnvp-logit", 10, "realnvp --couplings 5,10 --epochs 12 --preprocessing logit")
              .picture("samples-realnvp-5.png", "samples-realnvp-5-logit.png"),
          of(
                  "realnvp-logit-seed-1",
                  10,
                  "realnvp --couplings 5,10 --preprocessing logit --epochs 12 --seed 1")
              .on(H100),
          of(
                  "realnvp-logit-seed-2",
                  10,
                  "realnvp --couplings 5,10 --preprocessing logit --epochs 12 --seed 2")
              .on(H100),
          of(
              "published-realnvp",
              30,
              "presets --presets published-realnvp --preprocessing logit --batch-size 100"
                  + " --learning-rate 0.0001 --epochs 40"),
          of("interpolate", 2, "interpolate --model samples/target/realnvp/models/realnvp-10")
              .model(new Source.Run("realnvp-marginals", "realnvp-10"))
              .picture("interpolate-4-9.png", "interpolation-4-9.png")
              .picture("interpolate-3-8.png", "interpolation-3-8.png")
              .picture("interpolate-1-7.png", "interpolation-1-7.png")
              .picture("interpolate-0-6.png", "interpolation-0-6.png")
              .picture("interpolate-2-5.png", "interpolation-2-5.png")
              .picture("interpolate-7-2.png", "interpolation-7-2.png"),
          of(
                  "interpolate-multi-scale",
                  3,
                  "interpolate --model samples/target/presets/models/multi-scale-realnvp")
              .model(new Source.Shipped(ShippedModel.MULTI_SCALE_REALNVP))
              .picture("interpolate-4-9.png", "interpolation-multi-scale-4-9.png")
              .picture("interpolate-3-8.png", "interpolation-multi-scale-3-8.png")
              .picture("interpolate-1-7.png", "interpolation-multi-scale-1-7.png")
              .picture("interpolate-0-6.png", "interpolation-multi-scale-0-6.png")
              .picture("interpolate-2-5.png", "interpolation-multi-scale-2-5.png")
              .picture("interpolate-7-2.png", "interpolation-multi-scale-7-2.png"),
          of("conditional-realnvp-marginals", 20, "conditional-realnvp --couplings 5 --epochs 10")
              .picture("samples-conditional-realnvp-5.png")
              .picture("temperature-conditional-realnvp-5.png"),
          of(
                  "conditional-realnvp-logit",
                  22,
                  "conditional-realnvp --couplings 5 --epochs 12 --preprocessing logit")
              .picture(
                  "samples-conditional-realnvp-5.png", "samples-conditional-realnvp-5-logit.png")
              .picture(
                  "temperature-conditional-realnvp-5.png",
                  "temperature-conditional-realnvp-5-logit.png"),
          of("conditional-realnvp-sweep", 55, SWEEP + 5)
              .picture("samples-conditional-realnvp-10.png")
              .picture("temperature-conditional-realnvp-10.png"),
          of("earlier/conditional-realnvp-sweep", 55, SWEEP + 5).at("843ab85"),
          seed("marginals", 0),
          seed("marginals", 1),
          seed("marginals", 2),
          seed("logit", 0),
          seed("logit", 1),
          seed("logit", 2),
          seedCharts("sweep-marginals", "seeds", "marginals"),
          seedCharts("sweep-logit", "seeds --from 2", "logit"),
          of("mixture-realnvp", 13, "presets --presets mixture-realnvp --epochs 10 --judged"),
          of("cvae", 50, "cvae")
              .picture("samples-cvae.png")
              .picture("draws-cvae.png")
              .picture("reconstructions-cvae.png")
              .picture("nearest-cvae.png")
              .picture("interpolation-cvae.png"),
          of(
                  "cvae-plain",
                  12,
                  "cvae --prior-couplings 0 --train-samples 1 --epochs 60 --importance-samples 500")
              .picture("styles-cvae.png", "styles-cvae-plain.png"),
          of(
                  "earlier/cvae-standard-normal-prior",
                  15,
                  "cvae --model samples/src/main/resources/io/github/flowlib/samples/models/cvae")
              .at("962cf40"),
          of(
                  "cvae-unlabelled",
                  25,
                  "cvae --model samples/target/cvae/models/cvae --importance-samples 100"
                      + " --unlabelled 5000")
              .model(new Source.Shipped(ShippedModel.CVAE)),
          of("cvae-measured", 20, "cvae --model samples/target/cvae/models/cvae")
              .model(new Source.Shipped(ShippedModel.CVAE))
              .picture("latents-cvae.png")
              .picture("styles-cvae.png"),
          Recipe.ofPicture("draw-2024", "draw 2024"),
          Recipe.ofPicture("draw-0123456789", "draw 0123456789"),
          of("digits", 1, "digits 2 0 2 4")
              .picture("1-label-2.png", "digits/1-label-2.png")
              .picture("2-label-0.png", "digits/2-label-0.png")
              .picture("3-label-2.png", "digits/3-label-2.png")
              .picture("4-label-4.png", "digits/4-label-4.png"),
          of(
                  "neural-spline-flow",
                  22,
                  "presets --presets neural-spline-flow --epochs 10 --learning-rate 0.001")
              .picture("samples-neural-spline-flow.png"),
          of(
                  "earlier/neural-spline-flow",
                  15,
                  "presets --presets neural-spline-flow --epochs 10 --learning-rate 0.001")
              .at("f6c4f78"),
          of(
              "maf-logit",
              13,
              "presets --presets maf --preprocessing logit --epochs 12 --learning-rate 0.001"),
          of("multi-scale-realnvp", 45, MULTI_SCALE + 6),
          of("multi-scale-realnvp-seed-1", 15, MULTI_SCALE + "2 --seed 1"),
          of("multi-scale-realnvp-seed-2", 15, MULTI_SCALE + "2 --seed 2"),
          of("multi-scale-realnvp-seed-3", 15, MULTI_SCALE + "2 --seed 3"),
          of(
                  "multi-scale-realnvp-23-epochs",
                  170,
                  "presets --presets multi-scale-realnvp --batch-size 128 --learning-rate 0.001"
                      + " --epochs 23 --judged")
              .picture("samples-multi-scale-realnvp.png")
              .on(H100),
          of(
                  "conditional-multi-scale-realnvp",
                  130,
                  "presets --presets conditional-multi-scale-realnvp --embedding 128"
                      + " --conditional-base --batch-size 128 --learning-rate 0.001 --epochs 20"
                      + " --judged")
              .picture("samples-conditional-multi-scale-realnvp.png"),
          of(
                  "earlier/conditional-multi-scale-realnvp",
                  200,
                  "presets --presets conditional-multi-scale-realnvp --batch-size 128"
                      + " --learning-rate 0.001 --epochs 23 --judged")
              .on(H100)
              .at("bd958a8"),
          of(
              "multi-scale-realnvp-labels",
              60,
              "presets --presets multi-scale-realnvp,conditional-multi-scale-realnvp"
                  + " --start multi-scale-realnvp --batch-size 128 --learning-rate 0.0005"
                  + " --epochs 8 --precision fast --judged"),
          of(
              "multi-scale-realnvp-embedded",
              75,
              "presets --presets conditional-multi-scale-realnvp,multi-scale-realnvp"
                  + " --start multi-scale-realnvp --embedding 128 --conditional-base"
                  + " --batch-size 128 --learning-rate 0.0005 --epochs 6 --judged"),
          of(
                  "glow",
                  25,
                  "presets --presets glow --batch-size 64 --learning-rate 0.001 --epochs 3"
                      + " --judged")
              .picture("samples-glow.png"),
          precision("exact", 1),
          precision("exact", 2),
          precision("exact", 3),
          precision("fast", 1),
          precision("fast", 2),
          precision("fast", 3),
          of("plane", 15, "plane").picture("plane.png"),
          of("earlier/plane", 15, "plane").at("962cf40"),
          of("anomaly", 1, "anomaly"),
          of("checks/crash-test", 3, "crash-test --kills 20")
              .differsIn("beforeTheFirstStep", "whileTraining", "runs", "equal"),
          of("checks/benchmark", 13, "benchmark").differsIn(TIMES),
          of("checks/benchmark-start", 1, "benchmark --workloads start").differsIn(TIMES),
          of(
                  "checks/benchmark-gpu-multi-scale",
                  1,
                  "benchmark --workloads multi-scale --blocks 2 --times 30")
              .differsIn(TIMES)
              .on(H200),
          of("checks/interop", 1, "interop").differsIn("difference"),
          of("checks/fuzz", 2, "fuzz --cases 100").differsIn("slowestMillis", "growthMegabytes"),
          of("checks/soak", 2, "soak")
              .differsIn("logProbs", "samples", "loads", "residentMegabytes", "heapMegabytes"));

  private static final ImmutableMap<String, Recipe> BY_NAME = Maps.uniqueIndex(ALL, Recipe::name);

  private Recipes() {}

  /** Exact or rounded products. */
  private static Recipe precision(String precision, int seed) {
    return of(
        "precision/" + precision + "-seed-" + seed,
        2,
        "presets --presets realnvp --epochs 2 --precision " + precision + " --seed " + seed);
  }

  /** One of six runs over the number of couplings. */
  private static Recipe seed(String preprocessing, int seed) {
    return of(
            seedRun(preprocessing, seed),
            100,
            SWEEP
                + 10
                + (preprocessing.equals("logit") ? " --preprocessing logit" : "")
                + " --seed "
                + seed)
        .on(H100);
  }

  /** The charts of three of them. */
  private static Recipe seedCharts(String name, String command, String preprocessing) {
    String files = "";
    for (int seed = 0; seed < SEEDS; seed++) {
      files += " docs/results/" + seedRun(preprocessing, seed) + ".json";
    }
    Recipe recipe = Recipe.ofPicture(name, command + files);
    for (int seed = 0; seed < SEEDS; seed++) {
      recipe = recipe.reading(seedRun(preprocessing, seed));
    }
    return recipe;
  }

  private static String seedRun(String preprocessing, int seed) {
    return "conditional-realnvp-seeds/" + preprocessing + "-seed-" + seed;
  }

  /**
   * How long those take that this version can run.
   *
   * @return minutes on two cores, about
   */
  public static int minutes() {
    return ALL.stream().filter(recipe -> recipe.commit().isEmpty()).mapToInt(Recipe::minutes).sum();
  }

  /**
   * All recipes, also those that this version cannot run again.
   *
   * @return by their names, in the order of the page
   */
  public static ImmutableMap<String, Recipe> all() {
    return BY_NAME;
  }
}
