package io.taskweir.email;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The streams of an OLE2 compound file (MS-CFB): the documents of Office up to 2003, messages of
 * Outlook, macros of all. The directory is read as the flat list that it is and never as a tree,
 * and no chain of sectors is followed further than the file has sectors, so that loops end.
 */
final class CompoundFile {

  private static final int HEADER = 512;
  private static final int ENTRY = 128;
  private static final int IN_HEADER = 109;
  private static final int STREAM = 2;
  private static final int ROOT = 5;
  private static final int MINI_SECTOR = 64;

  /**
   * An entry of the directory.
   *
   * @param name at most 31 characters
   * @param start its first sector
   * @param size in bytes, as the directory says
   */
  record Entry(String name, int type, int start, long size) {
    boolean isStream() {
      return type == STREAM;
    }
  }

  private final ByteBuffer bytes;
  private final int sector;
  private final int miniCutoff;
  private final int[] fat;
  private final int[] miniFat;
  private final List<Entry> entries = new ArrayList<>();
  private final boolean cut;
  private byte[] mini = {};

  private CompoundFile(byte[] file, int mostEntries) throws IOException {
    if (file.length < HEADER) {
      throw new IOException("a compound file of " + file.length + " bytes");
    }
    bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int shift = bytes.getShort(30);
    if (shift != 9 && shift != 12) {
      throw new IOException("a compound file with sectors of 2^" + shift + " bytes");
    }
    sector = 1 << shift;
    miniCutoff = bytes.getInt(56);
    fat = table(fatSectors());
    byte[] directory = chain(bytes.getInt(48), (long) mostEntries * ENTRY + 1, fat);
    cut = directory.length > mostEntries * ENTRY;
    readDirectory(directory, mostEntries);
    miniFat = ints(chain(bytes.getInt(60), file.length, fat));
  }

  /** Reads the directory of a file, at most {@code mostEntries} of it. */
  static CompoundFile of(byte[] file, int mostEntries) throws IOException {
    return new CompoundFile(file, mostEntries);
  }

  List<Entry> entries() {
    return entries;
  }

  /** Whether there are more entries than were asked for. */
  boolean isCut() {
    return cut;
  }

  /** The bytes of a stream, at most the first {@code most}. */
  byte[] read(Entry stream, int most) throws IOException {
    long size = Math.min(Math.max(0, stream.size()), most);
    if (stream.size() >= miniCutoff) {
      return Arrays.copyOf(chain(stream.start(), size, fat), (int) size);
    }
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int at = stream.start();
    for (int steps = 0; at >= 0 && read.size() < size; steps++) {
      if (steps > miniFat.length || at >= miniFat.length) {
        throw new IOException("a chain of small sectors without an end");
      }
      int from = Math.min(at * MINI_SECTOR, mini.length);
      read.write(mini, from, Math.min(MINI_SECTOR, mini.length - from));
      at = miniFat[at];
    }
    return Arrays.copyOf(read.toByteArray(), (int) Math.min(size, read.size()));
  }

  private void readDirectory(byte[] directory, int most) throws IOException {
    ByteBuffer at = ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN);
    int count = Math.min(most, directory.length / ENTRY);
    for (int i = 0; i < count; i++) {
      int from = i * ENTRY;
      int type = at.get(from + 66);
      int length = Math.max(0, Math.min(62, at.getShort(from + 64) - 2));
      String name = new String(directory, from, length, StandardCharsets.UTF_16LE);
      long size = at.getInt(from + 120) & 0xFFFFFFFFL;
      if (type == ROOT && mini.length == 0) {
        mini = chain(at.getInt(from + 116), bytes.capacity(), fat);
      } else if (type != 0) {
        entries.add(new Entry(name, type, at.getInt(from + 116), size));
      }
    }
  }

  /** The sectors that hold the FAT: the first are named in the header, more in a chain. */
  private List<Integer> fatSectors() throws IOException {
    int most = bytes.capacity() / sector + 1;
    List<Integer> sectors = new ArrayList<>();
    for (int i = 0; i < IN_HEADER; i++) {
      addSector(sectors, bytes.getInt(76 + 4 * i));
    }
    int next = bytes.getInt(68);
    for (int steps = 0; has(next); steps++) {
      if (steps > most || sectors.size() > most) {
        throw new IOException("a FAT larger than its file");
      }
      int from = offset(next);
      for (int i = 0; i < sector / 4 - 1; i++) {
        addSector(sectors, bytes.getInt(from + 4 * i));
      }
      next = bytes.getInt(from + sector - 4);
    }
    return sectors.subList(0, Math.min(sectors.size(), most));
  }

  private void addSector(List<Integer> sectors, int number) {
    if (has(number)) {
      sectors.add(number);
    }
  }

  private int[] table(List<Integer> sectors) {
    int most = bytes.capacity() / sector + 1;
    int[] table = new int[Math.min(most, sectors.size() * (sector / 4))];
    for (int i = 0; i < table.length; i++) {
      table[i] = bytes.getInt(offset(sectors.get(i / (sector / 4))) + 4 * (i % (sector / 4)));
    }
    return table;
  }

  private byte[] chain(int start, long most, int[] next) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int at = start;
    for (int steps = 0; has(at) && read.size() < most; steps++) {
      if (steps > next.length || at >= next.length) {
        throw new IOException("a chain of sectors without an end");
      }
      read.write(bytes.array(), offset(at), sector);
      at = next[at];
    }
    return read.toByteArray();
  }

  private static int[] ints(byte[] bytes) {
    int[] ints = new int[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(ints);
    return ints;
  }

  /** Whether a sector lies in the file as a whole. */
  private boolean has(int number) {
    return number >= 0 && (number + 2L) * sector <= bytes.capacity();
  }

  private int offset(int number) {
    return (number + 1) * sector;
  }
}
