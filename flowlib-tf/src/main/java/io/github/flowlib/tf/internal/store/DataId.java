package io.github.flowlib.tf.internal.store;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.flowlib.data.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * By what a data set is known again.
 *
 * @param rows how many
 * @param sha256 of its sizes, rows, labels and context, in hexadecimal
 */
public record DataId(int rows, String sha256) {

  public static DataId of(Dataset data) {
    Hasher hasher =
        Hashing.sha256()
            .newHasher()
            .putInt(data.rows())
            .putInt(data.dimension())
            .putBoolean(data.hasLabels())
            .putInt(data.contextWidth());
    float[] row = new float[data.dimension()];
    for (int i = 0; i < data.rows(); i++) {
      data.copyRow(i, row, 0);
      put(hasher, row);
      if (data.hasLabels()) {
        hasher.putInt(data.label(i));
      }
      if (data.contextWidth() > 0) {
        put(hasher, data.context(i));
      }
    }
    return new DataId(data.rows(), hasher.hash().toString());
  }

  private static void put(Hasher hasher, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    hasher.putBytes(bytes.array());
  }
}
