package io.taskweir.email;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Documents and images that are small and ask for far too much. */
final class HostileFiles {

  private HostileFiles() {}

  /** A PDF whose stream of objects is {@code megabytes} of blanks, with an action at their end. */
  static byte[] pdfOfBlanks(int megabytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < megabytes; i++) {
        deflater.write(blanks);
      }
      deflater.write(Archives.text("<< /S /Launch /F (tool.exe) >>"));
    }
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    pdf.write(
        Archives.text(
            "%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 0 /First 0 /Filter /FlateDecode /Length "
                + packed.size()
                + " >>\nstream\n"));
    pdf.write(packed.toByteArray());
    pdf.write(Archives.text("\nendstream\nendobj\n"));
    return pdf.toByteArray();
  }

  /** A PNG that says of itself how large it is, and holds nothing. */
  static byte[] png(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(200);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}).putInt(13);
    int from = png.position();
    png.put(Archives.text("IHDR")).putInt(width).putInt(height);
    png.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
    CRC32 crc = new CRC32();
    crc.update(png.array(), from, png.position() - from);
    png.putInt((int) crc.getValue());
    return png.array();
  }

  /** A compound file whose table of sectors is a ring: each chain comes back to its beginning. */
  static byte[] ringOfSectors() {
    ByteBuffer file = ByteBuffer.allocate(512 * 5).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(0, 0xE11AB1A1E011CFD0L).putShort(30, (short) 9).putShort(32, (short) 6);
    file.putInt(44, 1).putInt(48, 1).putInt(56, 4096).putInt(60, -2).putInt(68, -2);
    file.putInt(76, 0);
    for (int i = 1; i < 109; i++) {
      file.putInt(76 + 4 * i, -1);
    }
    for (int i = 0; i < 128; i++) {
      file.putInt(512 + 4 * i, i < 4 ? 1 + i % 3 : -1);
    }
    return file.array();
  }

  /** An image of nothing but what the corners of a code look like, of five sizes. */
  static byte[] bmpOfCorners(int side) {
    int row = (side * 3 + 3) / 4 * 4;
    ByteBuffer bmp = ByteBuffer.allocate(54 + row * side).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(54);
    bmp.putInt(40).putInt(side).putInt(side).putShort((short) 1).putShort((short) 24);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int size = 2 + (x / 60 + y / 60) % 5;
        byte shade = (byte) (isDark(x % 60 / size % 9, y % 60 / size % 9) ? 0 : 255);
        bmp.put(54 + y * row + 3 * x, shade);
        bmp.put(54 + y * row + 3 * x + 1, shade);
        bmp.put(54 + y * row + 3 * x + 2, shade);
      }
    }
    return bmp.array();
  }

  /** A square of 7 by 7 with a ring of light in it, and light around it. */
  private static boolean isDark(int x, int y) {
    int ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
    return ring != 2 && ring <= 3;
  }

  /** A TNEF of {@code attributes} empty attributes. */
  static byte[] tnef(int attributes) {
    ByteBuffer tnef = ByteBuffer.allocate(6 + 11 * attributes).order(ByteOrder.LITTLE_ENDIAN);
    tnef.putInt(0x223E9F78).putShort((short) 1);
    for (int i = 0; i < attributes; i++) {
      tnef.put((byte) 1).putInt(0x00089006).putInt(0).putShort((short) 0);
    }
    return tnef.array();
  }
}
