package io.github.flowlib.mnist;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A parsed IDX file: its kind, the sizes of its axes, and one unsigned byte per value. */
final class IdxContent {

  private final IdxKind kind;
  private final int[] sizes;
  private final byte[] body;

  IdxContent(IdxKind kind, int[] sizes, byte[] body) {
    this.kind = kind;
    this.sizes = sizes;
    this.body = body;
  }

  int rows() {
    return sizes[0];
  }

  int valuesPerRow() {
    return body.length / sizes[0];
  }

  float[] toFloats() {
    float[] values = new float[body.length];
    for (int i = 0; i < body.length; i++) {
      values[i] = Byte.toUnsignedInt(body[i]);
    }
    return values;
  }

  int[] toInts() {
    int[] values = new int[body.length];
    for (int i = 0; i < body.length; i++) {
      values[i] = Byte.toUnsignedInt(body[i]);
    }
    return values;
  }

  /** The SHA-256 of the uncompressed file, which no choice of compressor changes. */
  String sha256() {
    ByteBuffer header = ByteBuffer.allocate(kind.headerBytes()).putInt(kind.magic);
    for (int size : sizes) {
      header.putInt(size);
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(header.array());
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
