package io.github.flowlib.samples.checks.resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What may happen to a file on its way. */
enum Damage {
  /** It ends too early. */
  TRUNCATED {
    @Override
    void apply(Path file, Path other, SplittableRandom random) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, random.nextInt(Math.max(1, bytes.length))));
    }
  },
  /** One bit is wrong. */
  BIT_FLIPPED {
    @Override
    void apply(Path file, Path other, SplittableRandom random) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      }
      Files.write(file, bytes);
    }
  },
  /** Some bytes are random. */
  OVERWRITTEN {
    @Override
    void apply(Path file, Path other, SplittableRandom random) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      int from = random.nextInt(Math.max(1, bytes.length));
      for (int i = from; i < Math.min(bytes.length, from + 1 + random.nextInt(64)); i++) {
        bytes[i] = (byte) random.nextInt();
      }
      Files.write(file, bytes);
    }
  },
  /** Something follows it. */
  LENGTHENED {
    @Override
    void apply(Path file, Path other, SplittableRandom random) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
      Files.write(file, longer);
    }
  },
  /** It is not there. */
  MISSING {
    @Override
    void apply(Path file, Path other, SplittableRandom random) throws IOException {
      Files.delete(file);
    }
  },
  /** It is that of another. */
  SWAPPED {
    @Override
    void apply(Path file, Path other, SplittableRandom random) throws IOException {
      Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
    }
  };

  /**
   * Damages a file.
   *
   * @param file which
   * @param other the same file of another
   * @param random decides where
   */
  abstract void apply(Path file, Path other, SplittableRandom random) throws IOException;
}
