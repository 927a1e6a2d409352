package io.taskweir.email;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.annotation.Nullable;

/** The MAPI properties in one attribute of a TNEF (MS-OXTNEF 2.1.3.4), as far as they are whole. */
final class TnefProperties {

  private static final int NAMED = 0x8000;
  private static final int MULTIPLE = 0x1000;
  private static final int STRING = 0x1E;
  private static final int UNICODE = 0x1F;
  private static final int OBJECT = 0x0D;
  private static final int BINARY = 0x102;

  private static final int LONG_FILE_NAME = 0x3707;
  private static final int ATTACHED_OBJECT = 0x3701;
  private static final int HTML = 0x1013;
  private static final int ID_OF_INTERFACE = 16;

  private final ByteBuffer at;
  @Nullable private String fileName;
  @Nullable private byte[] object;
  @Nullable private byte[] html;

  private TnefProperties(ByteBuffer at) {
    this.at = at;
  }

  /** Reads at most {@code most} properties and values. */
  static TnefProperties of(ByteBuffer value, int most) {
    TnefProperties properties = new TnefProperties(value);
    try {
      properties.read(most);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // What was whole stands.
    }
    return properties;
  }

  @Nullable
  String fileName() {
    return fileName;
  }

  /** A message in the place of a file, a TNEF itself. */
  @Nullable
  byte[] object() {
    return object;
  }

  @Nullable
  byte[] html() {
    return html;
  }

  /** Text up to its first zero. */
  static String text(byte[] bytes, boolean wide) {
    String text = new String(bytes, wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private void read(int most) {
    int count = Math.min(most, at.getInt());
    for (int i = 0; i < count; i++) {
      int type = at.getShort() & 0xFFFF;
      int id = at.getShort() & 0xFFFF;
      if (id >= NAMED) {
        skipName();
      }
      int base = type & ~MULTIPLE;
      boolean variable = base == STRING || base == UNICODE || base == OBJECT || base == BINARY;
      boolean counted = variable || (type & MULTIPLE) != 0;
      int values = counted ? Math.min(most, at.getInt()) : 1;
      for (int j = 0; j < values; j++) {
        if (variable) {
          onValue(id, base, sized());
        } else {
          skip(sizeOf(base));
        }
      }
    }
  }

  private void onValue(int id, int type, byte[] value) {
    if (id == LONG_FILE_NAME && type != OBJECT && type != BINARY) {
      fileName = text(value, type == UNICODE);
    } else if (id == ATTACHED_OBJECT && value.length > ID_OF_INTERFACE) {
      int from = type == OBJECT ? ID_OF_INTERFACE : 0;
      object = Arrays.copyOfRange(value, from, value.length);
    } else if (id == HTML && type != OBJECT) {
      html = value;
    }
  }

  private byte[] sized() {
    int length = at.getInt();
    if (length < 0 || length > at.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[length];
    at.get(value);
    skip(-length & 3);
    return value;
  }

  private void skipName() {
    skip(16);
    if (at.getInt() == 0) {
      skip(4);
    } else {
      int length = at.getInt();
      skip(length);
      skip(-length & 3);
    }
  }

  private void skip(int count) {
    if (count < 0) {
      throw new BufferUnderflowException();
    }
    at.position(at.position() + count);
  }

  private static int sizeOf(int type) {
    return switch (type) {
      case 0x05, 0x06, 0x07, 0x14, 0x40 -> 8;
      case 0x48 -> 16;
      default -> 4;
    };
  }
}
