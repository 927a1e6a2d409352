package io.taskweir.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of a task: 128 bits, derived and never random, so that the same work has the same id
 * after every restart, replay and redrive.
 *
 * <p>A derivation is the first 16 bytes of SHA-256 over length-prefixed parts: hostile input may
 * steer the parts, so a weaker hash would let it collide with somebody else's work.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record TaskId(long high, long low) {

  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(TaskId::sha256);

  /** The id of a root whose caller named it: the same name of the same tenant is the same work. */
  public static TaskId ofCaller(String tenant, String callerId) {
    return derive("caller", tenant, callerId);
  }

  /** The id of a root that nobody named: where it lies in Kafka. */
  public static TaskId ofCoordinates(String topic, int partition, long offset) {
    return derive("coordinates", topic, Integer.toString(partition), Long.toString(offset));
  }

  /**
   * The hash of some parts; parts never run into each other, {@code ("a", "bc")} is not {@code
   * ("ab", "c")}.
   */
  public static TaskId derive(String... parts) {
    byte[][] encoded = new byte[parts.length][];
    int length = 0;
    for (int part = 0; part < parts.length; part++) {
      encoded[part] = parts[part].getBytes(StandardCharsets.UTF_8);
      length += Integer.BYTES + encoded[part].length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] bytes : encoded) {
      all.putInt(bytes.length).put(bytes);
    }
    return hashOf(all.array());
  }

  /** The id of this task's child in {@code slot}; see {@link #slot}. */
  public TaskId child(TaskId slot) {
    return hashOf(
        ByteBuffer.allocate(4 * Long.BYTES)
            .putLong(high)
            .putLong(low)
            .putLong(slot.high)
            .putLong(slot.low)
            .array());
  }

  /**
   * A child's place under any parent: the stage and output that it leaves by, its key, and its
   * ordinal among children of equal key. Kept apart from the parent so that stored outputs can be
   * sent again for another parent.
   */
  public static TaskId slot(String stage, String output, String childKey, int ordinal) {
    return derive("slot", stage, output, childKey, Integer.toString(ordinal));
  }

  /** Reads 32 lower-case hex digits. */
  public static TaskId parse(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("task id: 32 hex digits expected, got " + hex.length());
    }
    return new TaskId(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  /** 32 lower-case hex digits. */
  public String hex() {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(high) + format.toHexDigits(low);
  }

  @Override
  public String toString() {
    return hex();
  }

  /** The parts at once: each update of a digest costs as much as a block. */
  private static TaskId hashOf(byte[] all) {
    ByteBuffer buffer = ByteBuffer.wrap(SHA_256.get().digest(all));
    return new TaskId(buffer.getLong(), buffer.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
