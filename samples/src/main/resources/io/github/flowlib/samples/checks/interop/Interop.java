import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Asks models that flowlib saved, with TensorFlow alone, and compares with flowlib's own numbers.
 * Started by {@code samples/flowlib interop} with the directory that it wrote, seed, temperature
 * and importance samples, and a class path without flowlib; prints the version of TensorFlow, then a
 * line per comparison.
 */
class Interop {

  static Path root;

  public static void main(String[] args) throws IOException {
    root = Path.of(args[0]);
    System.out.println(TensorFlow.version());
    Map<String, Tensor> rows = Map.of("x", matrix("x"), "label", labels());
    Map<String, Tensor> draws =
        Map.of(
            "count", TInt32.scalarOf(numbers("label").length),
            "seed", TInt64.scalarOf(Long.parseLong(args[1])),
            "temperature", TFloat32.scalarOf(Float.parseFloat(args[2])),
            "label", labels());
    try (SavedModelBundle flow = SavedModelBundle.load(root + "/flow", "serve")) {
      compare(flow, "flow", "log_prob", rows);
      compare(flow, "flow", "to_noise", rows);
      compare(flow, "flow", "to_data", latents("flow.to_noise.z"));
      compare(flow, "flow", "sample", draws);
      compare(flow, "flow", "sample_and_log_prob", draws);
    }
    Map<String, Tensor> bounds = new HashMap<>(rows);
    bounds.put("samples", TInt32.scalarOf(Integer.parseInt(args[3])));
    bounds.put("seed", TInt64.scalarOf(Long.parseLong(args[1])));
    try (SavedModelBundle cvae = SavedModelBundle.load(root + "/cvae", "serve")) {
      compare(cvae, "cvae", "elbo", bounds);
      compare(cvae, "cvae", "log_prob", bounds);
      compare(cvae, "cvae", "encode", rows);
      compare(cvae, "cvae", "decode", latents("cvae.encode.mean"));
      compare(cvae, "cvae", "reconstruct", rows);
      compare(cvae, "cvae", "sample", draws);
    }
  }

  /** All outputs of a signature that flowlib has numbers for. */
  static void compare(
      SavedModelBundle model, String name, String signature, Map<String, Tensor> inputs)
      throws IOException {
    try (Result result = model.function(signature).call(inputs)) {
      for (Map.Entry<String, Tensor> output : result) {
        String wanted = name + "." + signature + "." + output.getKey();
        if (Files.exists(root.resolve(wanted + ".csv"))) {
          double[] difference = difference(output.getValue(), numbers(wanted));
          System.out.println(
              String.join(" ", name, signature, output.getKey())
                  + " " + difference[0] + " " + difference[1]);
        }
      }
    }
  }

  /** The largest one, absolute and relative. */
  static double[] difference(Tensor tensor, double[][] wanted) {
    double[] found =
        tensor instanceof TFloat64 doubles
            ? doubles.streamOfObjects().mapToDouble(v -> v).toArray()
            : ((TFloat32) tensor).streamOfObjects().mapToDouble(v -> v).toArray();
    double[] flat = List.of(wanted).stream().flatMapToDouble(DoubleStream::of).toArray();
    double absolute = 0;
    double relative = 0;
    for (int i = 0; i < flat.length; i++) {
      double difference = Math.abs(found[i] - flat[i]);
      absolute = Math.max(absolute, difference);
      relative = Math.max(relative, difference / Math.max(1, Math.abs(flat[i])));
    }
    return new double[] {absolute, relative};
  }

  static Map<String, Tensor> latents(String name) throws IOException {
    return Map.of("z", matrix(name), "label", labels());
  }

  static Tensor matrix(String name) throws IOException {
    double[][] rows = numbers(name);
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    return TFloat32.tensorOf(Shape.of(rows.length, rows[0].length), DataBuffers.of(flat));
  }

  static Tensor labels() throws IOException {
    double[][] rows = numbers("label");
    int[] labels = new int[rows.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) rows[i][0];
    }
    return TInt32.tensorOf(Shape.of(labels.length), DataBuffers.of(labels));
  }

  static double[][] numbers(String name) throws IOException {
    return Files.readAllLines(root.resolve(name + ".csv")).stream()
        .map(line -> List.of(line.split(",")).stream().mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
