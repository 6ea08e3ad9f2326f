package io.github.flowlib.samples.checks.resilience;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Damages something in a directory. */
@FunctionalInterface
interface Damager {

  /** What JSON numbers are replaced by, in models whose checksums were made to match. */
  List<String> ABSURD =
      List.of("0", "-1", "2147483647", "-2147483648", "1000000000000", "1e308", "0.5", "null");

  /** Does it, as the random numbers say. */
  void damage(Path directory, SplittableRandom random) throws IOException;

  /** Any file, in any way. */
  static Damager anyFile(Path other) {
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
   * As {@link #anyFile}, or an absurd number in {@code spec.json}; then the checksums are set
   * right.
   */
  static Damager forged(Path other) {
    Damager any = anyFile(other);
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
  static void idxHeader(Path directory, SplittableRandom random) throws IOException {
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
}
