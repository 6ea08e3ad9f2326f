package io.github.flowlib.tf.internal.store;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.io.LittleEndianDataOutputStream;
import com.google.common.primitives.Longs;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's {@code .npz}: a ZIP archive of {@code name.npy} files, here of float32 in row-major
 * order, format version 1.0 (NumPy Enhancement Proposal 1). {@code numpy.load} reads what this
 * writes.
 */
public final class Npz {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final String SUFFIX = ".npy";
  private static final int BUFFER = 1 << 16;

  /**
   * Not that of writing: the same arrays give the same bytes. The first moment of 1980, with which
   * the format begins, is for ZipEntry one before it, and written with a time zone.
   */
  private static final LocalDateTime SOME_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\} *\n");

  /**
   * An array.
   *
   * @param shape sizes, slowest first
   * @param values in row-major order
   */
  public record Array(long[] shape, float[] values) {
    public Array {
      checkArgument(
          Arrays.stream(shape).reduce(1, Math::multiplyExact) == values.length,
          "an array of shape %s must have as many values, but has %s",
          Arrays.toString(shape),
          values.length);
    }
  }

  private Npz() {}

  public static void write(Path file, Map<String, Array> arrays) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      zip.setLevel(Deflater.NO_COMPRESSION); // noise does not shrink
      for (Map.Entry<String, Array> array : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
        entry.setTimeLocal(SOME_TIME);
        zip.putNextEntry(entry);
        write(zip, array.getValue());
        zip.closeEntry();
      }
    }
  }

  private static void write(ZipOutputStream zip, Array array) throws IOException {
    String shape =
        Longs.asList(array.shape()).stream().map(String::valueOf).collect(Collectors.joining(", "))
            + (array.shape().length == 1 ? "," : ""); // a tuple of one, in Python
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
    header += " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT) + "\n";
    zip.write(MAGIC);
    new LittleEndianDataOutputStream(zip).writeShort(header.length());
    zip.write(header.getBytes(StandardCharsets.US_ASCII));
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : array.values()) {
      if (!buffer.hasRemaining()) {
        zip.write(buffer.array());
        buffer.clear();
      }
      buffer.putFloat(value);
    }
    zip.write(buffer.array(), 0, buffer.position());
  }

  /** Reads all arrays by name, in the order of the archive. */
  public static Map<String, Array> read(Path file) throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    try (ZipFile zip = open(file)) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.getName().endsWith(SUFFIX)) {
          throw damaged(file, entry, "is no array");
        }
        String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
        try (CheckedInputStream in =
            new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
          arrays.put(name, read(file, entry, new DataInputStream(in)));
          if (in.getChecksum().getValue() != entry.getCrc()) { // which ZipFile does not compare
            throw damaged(file, entry, "does not have its checksum");
          }
        } catch (EOFException e) {
          throw damaged(file, entry, "ends too early");
        }
      }
    }
    return arrays;
  }

  private static ZipFile open(Path file) throws IOException {
    try {
      return NativeDirectory.isFile(file) ? new ZipFile(file.toFile()) : openCopy(file);
    } catch (ZipException e) {
      throw new IOException(file + " is no .npz archive (" + e.getMessage() + ")", e);
    }
  }

  /** What {@link ZipFile} cannot be told. The copy is gone once it is open. */
  private static ZipFile openCopy(Path file) throws IOException {
    Path copy = Files.createTempFile(NativeDirectory.temporary(file), "flowlib-", ".npz");
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      return new ZipFile(copy.toFile());
    } finally {
      Files.delete(copy);
    }
  }

  private static Array read(Path file, ZipEntry entry, DataInputStream in) throws IOException {
    byte[] magic = new byte[MAGIC.length];
    in.readFully(magic);
    byte[] header = new byte[Short.toUnsignedInt(Short.reverseBytes(in.readShort()))];
    in.readFully(header);
    Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
    if (!Arrays.equals(magic, MAGIC) || !matcher.matches()) {
      throw damaged(
          file,
          entry,
          "is not of float32 in row-major order; write it with numpy.savez and"
              + " numpy.ascontiguousarray(array, numpy.float32)");
    }
    long[] shape;
    long size;
    try {
      shape =
          Arrays.stream(matcher.group(1).split(",\\s*"))
              .filter(n -> !n.isBlank())
              .mapToLong(n -> Long.parseLong(n.strip()))
              .toArray();
      size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    } catch (ArithmeticException | NumberFormatException e) {
      throw damaged(file, entry, "has an impossible shape: (" + matcher.group(1) + ")");
    }
    // Nothing is allocated for a size that the file does not have.
    long headers = MAGIC.length + Short.BYTES + header.length;
    if (size > Integer.MAX_VALUE - 8 || entry.getSize() != headers + size * Float.BYTES) {
      throw damaged(
          file,
          entry,
          "has " + entry.getSize() + " bytes, which do not fit its " + size + " values");
    }
    float[] values = new float[(int) size];
    byte[] buffer = new byte[BUFFER];
    for (int done = 0; done < values.length; ) {
      int count = Math.min(BUFFER / Float.BYTES, values.length - done);
      in.readFully(buffer, 0, count * Float.BYTES);
      ByteBuffer.wrap(buffer)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values, done, count);
      done += count;
    }
    return new Array(shape, values);
  }

  private static IOException damaged(Path file, ZipEntry entry, String what) {
    return new IOException(file + " cannot be read: " + entry.getName() + " " + what);
  }
}
