package io.github.flowlib.mnist;

import java.util.Locale;

/** The two kinds of IDX file that MNIST consists of; both hold unsigned bytes. */
enum IdxKind {
  /** {@code [n, height, width]}. */
  IMAGES(0x00000803, 3),
  /** {@code [n]}. */
  LABELS(0x00000801, 1);

  final int magic;
  final int axes;

  IdxKind(int magic, int axes) {
    this.magic = magic;
    this.axes = axes;
  }

  int headerBytes() {
    return 4 + 4 * axes;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String describe(int magic) {
    for (IdxKind kind : values()) {
      if (kind.magic == magic) {
        return hexadecimal(magic) + " (" + kind + ")";
      }
    }
    return hexadecimal(magic);
  }

  private static String hexadecimal(int magic) {
    return String.format(Locale.ROOT, "0x%08x", magic);
  }

  /** Its magic number, as {@link #describe} writes it. */
  String magicInWords() {
    return hexadecimal(magic);
  }
}
