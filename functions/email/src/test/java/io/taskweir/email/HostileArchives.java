package io.taskweir.email;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives that are small and unpack to far too much. */
final class HostileArchives {

  private static final int MEGABYTE = 1 << 20;

  private HostileArchives() {}

  /** One entry of zeros, about a thousand times as large as the archive. */
  static byte[] ofZeros(int megabytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("zeros.txt"));
      byte[] zeros = new byte[MEGABYTE];
      for (int i = 0; i < megabytes; i++) {
        zip.write(zeros);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Archives of archives, {@code fan} in each, {@code levels} deep, {@code inner} at the bottom.
   */
  static byte[] nested(byte[] inner, int levels, int fan) throws IOException {
    byte[] level = inner;
    for (int i = 0; i < levels; i++) {
      level = copies(level, fan, "lib %d.zip");
    }
    return level;
  }

  /** Many entries, all empty. */
  static byte[] ofEntries(int entries) throws IOException {
    return copies(new byte[0], entries, "%d");
  }

  /** Entries that name places outside of where they are unpacked. */
  static byte[] ofTraversals() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name :
          new String[] {"../../outside.txt", "/absolute.txt", "..\\..\\windows.txt", "a/../../b"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write('x');
      }
    }
    return bytes.toByteArray();
  }

  /** An archive whose second half is missing. */
  static byte[] cut() throws IOException {
    byte[] whole = ofEntries(100);
    return java.util.Arrays.copyOf(whole, whole.length / 2);
  }

  private static byte[] copies(byte[] content, int count, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < count; i++) {
        zip.putNextEntry(new ZipEntry(String.format(name, i)));
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }
}
