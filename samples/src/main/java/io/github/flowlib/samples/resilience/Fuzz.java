package io.github.flowlib.samples.resilience;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.flowlib.Models;
import io.github.flowlib.RealNVP;
import io.github.flowlib.Vae;
import io.github.flowlib.data.Dataset;
import io.github.flowlib.mnist.IdxReader;
import io.github.flowlib.mnist.SyntheticDigits;
import io.github.flowlib.model.FlowModel;
import io.github.flowlib.model.Model;
import io.github.flowlib.model.VaeModel;
import io.github.flowlib.train.Training;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads model directories and MNIST files that were damaged in every way there is: each must be
 * refused with an {@link IOException}, or give what the undamaged one gives.
 */
public final class Fuzz {

  private static final int ROWS = 40;
  private static final int SIDE = 6;

  /** What JSON numbers are replaced by, in models whose checksums were made to match. */
  private static final List<String> ABSURD =
      List.of("0", "-1", "2147483647", "-2147483648", "1000000000000", "1e308", "0.5", "null");

  /**
   * What to do.
   *
   * @param cases how many of each kind
   * @param seed of the damage
   * @param directory for the files; removed at the end
   */
  public record Options(int cases, long seed, Path directory) {

    /**
     * Checks the arguments.
     *
     * @param cases see {@link #cases()}
     * @param seed see {@link #seed()}
     * @param directory see {@link #directory()}
     * @throws IllegalArgumentException if {@code cases} is below 1
     */
    public Options {
      checkArgument(cases >= 1, "--cases must be at least 1, but was %s", cases);
    }
  }

  /**
   * What came out, for one kind of files.
   *
   * @param kind in words
   * @param cases how many were tried
   * @param refused with an {@link IOException} that has a message
   * @param same those that gave what the undamaged one gives
   * @param changed those that gave something else; wrong where a checksum should have told
   * @param failed those that ended in any other exception or error
   * @param slowestMillis of a case
   */
  public record Kind(
      String kind, int cases, int refused, int same, int changed, int failed, long slowestMillis) {}

  /**
   * What came out.
   *
   * @param kinds of files
   * @param firstFailures in words
   */
  public record Result(ImmutableList<Kind> kinds, ImmutableList<String> firstFailures) {

    /**
     * Whether all was well.
     *
     * @return true if nothing was accepted that a checksum should have refused, and nothing failed
     */
    public boolean passed() {
      return firstFailures.isEmpty();
    }
  }

  /** Reads something, and gives what it says as bytes. */
  @FunctionalInterface
  private interface Reader {
    byte[] read(Path directory) throws IOException;
  }

  /** Damages something. */
  @FunctionalInterface
  private interface Damager {
    void damage(Path directory, SplittableRandom random) throws IOException;
  }

  private static final int MOST_FAILURES_TOLD = 10;

  private final Options options;
  private final ImmutableList.Builder<Kind> kinds = ImmutableList.builder();
  private final ImmutableList.Builder<String> failures = ImmutableList.builder();
  private int failureCount;

  private Fuzz(Options options) {
    this.options = options;
  }

  /**
   * Runs it.
   *
   * @param options how many
   * @return what came out
   * @throws IOException if the undamaged files cannot be written or read
   */
  public static Result run(Options options) throws IOException {
    return new Fuzz(options).run();
  }

  private Result run() throws IOException {
    try {
      Path flow = options.directory().resolve("flow");
      Path vae = options.directory().resolve("vae");
      writeModels(flow, vae);
      fuzz("flow", flow, Fuzz::readModel, damaged(vae), false);
      fuzz("autoencoder", vae, Fuzz::readModel, damaged(flow), false);
      fuzz("flow, checksums forged", flow, Fuzz::readModel, forged(vae), true);
      fuzz("autoencoder, checksums forged", vae, Fuzz::readModel, forged(flow), true);
      Path plain = options.directory().resolve("idx");
      Path packed = options.directory().resolve("idx-gz");
      writeIdx(plain, false);
      writeIdx(packed, true);
      fuzz("MNIST files", plain, Fuzz::readIdx, damaged(packed), true);
      fuzz("MNIST files, headers", plain, Fuzz::readIdx, Fuzz::damageHeader, true);
      fuzz("MNIST files, gzip", packed, Fuzz::readIdx, damaged(plain), false);
      return new Result(kinds.build(), failures.build());
    } finally {
      if (Files.exists(options.directory())) {
        MoreFiles.deleteRecursively(options.directory(), RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
  }

  private static void writeModels(Path flow, Path vae) throws IOException {
    Dataset data = tiny(ROWS, 1);
    Training training = Training.builder().epochs(1).batchSize(ROWS).build();
    try (FlowModel model =
            Models.create(
                RealNVP.builder()
                    .image(SIDE, SIDE)
                    .couplings(2)
                    .hidden(7)
                    .conditional(10)
                    .build());
        VaeModel autoencoder =
            Models.create(
                Vae.builder().image(SIDE, SIDE).latent(3).hidden(7).conditional(10).build())) {
      model.fit(data, training);
      model.save(flow);
      autoencoder.fit(data, training);
      autoencoder.save(vae);
    }
  }

  /** The middles of synthetic digits. */
  private static Dataset tiny(int rows, long seed) {
    Dataset digits = SyntheticDigits.generate(rows, seed);
    float[][] pixels = new float[rows][SIDE * SIDE];
    for (int i = 0; i < rows; i++) {
      float[] row = digits.row(i);
      for (int j = 0; j < SIDE * SIDE; j++) {
        pixels[i][j] = row[(8 + 2 * (j / SIDE)) * 28 + 8 + 2 * (j % SIDE)];
      }
    }
    return Dataset.of(pixels).withLabels(digits.labels());
  }

  private static byte[] readModel(Path directory) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try (Model model = Models.loadAny(directory)) {
      float[][] images =
          model instanceof FlowModel flow
              ? flow.given(3).sample(2, 1)
              : ((VaeModel) model).generate(1, 2);
      for (float[] image : images) {
        for (float pixel : image) {
          out.writeFloat(pixel);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void writeIdx(Path directory, boolean packed) throws IOException {
    Files.createDirectories(directory);
    Dataset data = SyntheticDigits.generate(ROWS, 3);
    try (DataOutputStream out = idx(directory.resolve("images"), packed, 0x803, ROWS, 28, 28)) {
      for (float[] row : data.toArray()) {
        for (float pixel : row) {
          out.writeByte((int) pixel);
        }
      }
    }
    try (DataOutputStream out = idx(directory.resolve("labels"), packed, 0x801, ROWS)) {
      for (int label : data.labels()) {
        out.writeByte(label);
      }
    }
  }

  private static DataOutputStream idx(Path file, boolean packed, int magic, int... sizes)
      throws IOException {
    OutputStream raw = Files.newOutputStream(file);
    DataOutputStream out = new DataOutputStream(packed ? new GZIPOutputStream(raw) : raw);
    out.writeInt(magic);
    for (int size : sizes) {
      out.writeInt(size);
    }
    return out;
  }

  private static byte[] readIdx(Path directory) throws IOException {
    Dataset data = IdxReader.read(directory.resolve("images"), directory.resolve("labels"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int i = 0; i < data.rows(); i++) {
      for (float pixel : data.row(i)) {
        out.writeFloat(pixel);
      }
      out.writeInt(data.label(i));
    }
    return bytes.toByteArray();
  }

  /** Any file, in any way. */
  private static Damager damaged(Path other) {
    return (directory, random) -> {
      List<Path> files = files(directory);
      Path file = files.get(random.nextInt(files.size()));
      List<Path> others = files(other);
      Path twin = other.resolve(directory.relativize(file).toString());
      Damage[] all = Damage.values();
      all[random.nextInt(all.length)].apply(
          file, Files.exists(twin) ? twin : others.get(random.nextInt(others.size())), random);
    };
  }

  /**
   * As {@link #damaged}, or an absurd number in {@code spec.json}; then the checksums are set
   * right.
   */
  private static Damager forged(Path other) {
    Damager any = damaged(other);
    return (directory, random) -> {
      Path manifest = directory.resolve("manifest.json");
      byte[] before = Files.readAllBytes(manifest);
      Path spec = directory.resolve("spec.json");
      if (random.nextBoolean()) {
        any.damage(directory, random);
      } else {
        Files.writeString(spec, withAbsurdNumber(Files.readString(spec), random));
      }
      String text =
          Files.exists(manifest)
              ? Files.readString(manifest, StandardCharsets.ISO_8859_1)
              : new String(before, StandardCharsets.ISO_8859_1);
      for (Path file : files(directory)) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        String hash = MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
        text =
            Pattern.compile("(\"" + Pattern.quote(name) + "\" : \")[0-9a-f]{64}")
                .matcher(text)
                .replaceFirst("$1" + hash);
      }
      Files.writeString(manifest, text, StandardCharsets.ISO_8859_1);
    };
  }

  private static String withAbsurdNumber(String json, SplittableRandom random) {
    List<MatchResult> numbers =
        Pattern.compile("(?<=[ \\[])-?\\d+(\\.\\d+)?(E-?\\d+)?(?=[,\\s\\]])")
            .matcher(json)
            .results()
            .toList();
    MatchResult number = numbers.get(random.nextInt(numbers.size()));
    return json.substring(0, number.start())
        + ABSURD.get(random.nextInt(ABSURD.size()))
        + json.substring(number.end());
  }

  /** A size or the magic number. */
  private static void damageHeader(Path directory, SplittableRandom random) throws IOException {
    Path file = directory.resolve(random.nextBoolean() ? "images" : "labels");
    byte[] bytes = Files.readAllBytes(file);
    int field = random.nextInt(file.endsWith("images") ? 4 : 2) * Integer.BYTES;
    int value =
        switch (random.nextInt(4)) {
          case 0 -> Integer.MIN_VALUE; // 2³¹, unsigned
          case 1 -> -1;
          case 2 -> Integer.MAX_VALUE;
          default -> random.nextInt();
        };
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[field + i] = (byte) (value >> (24 - 8 * i));
    }
    Files.write(file, bytes);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * Tries many.
   *
   * @param mayChange true where nothing tells that a content is not the first one
   */
  private void fuzz(String kind, Path original, Reader reader, Damager damager, boolean mayChange)
      throws IOException {
    byte[] expected = reader.read(original);
    SplittableRandom random = new SplittableRandom(options.seed() + kind.hashCode());
    int refused = 0;
    int same = 0;
    int changed = 0;
    int failed = 0;
    long slowest = 0;
    for (int i = 0; i < options.cases(); i++) {
      Path copy = options.directory().resolve("case");
      copy(original, copy);
      damager.damage(copy, random);
      long began = System.nanoTime();
      @Nullable String failure = null;
      try {
        if (Arrays.equals(reader.read(copy), expected)) {
          same++;
        } else {
          changed++;
          failure = mayChange ? null : "accepted with another content";
        }
      } catch (IOException e) {
        refused++;
        failure = e.getMessage() == null || e.getMessage().isBlank() ? "no message: " + e : null;
      } catch (RuntimeException | Error e) {
        failed++;
        failure = e.toString();
      }
      slowest = Math.max(slowest, (System.nanoTime() - began) / 1_000_000);
      if (failure != null && failureCount++ < MOST_FAILURES_TOLD) {
        failures.add("%s, case %d: %s".formatted(kind, i, failure));
      }
      MoreFiles.deleteRecursively(copy, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    kinds.add(new Kind(kind, options.cases(), refused, same, changed, failed, slowest));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
