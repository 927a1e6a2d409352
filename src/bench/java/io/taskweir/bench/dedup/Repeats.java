package io.taskweir.bench.dedup;

import io.taskweir.bench.course.Workload;
import java.nio.charset.StandardCharsets;

/**
 * Orders of which a share are repeats. New keys come evenly through the input, and a repeat is of
 * any key before it, so that it may lie close or far. A key's content is made of the key alone: it
 * does not matter which of its records comes first.
 *
 * @param percent how many of a hundred records are repeats
 */
public record Repeats(int percent) implements Workload {

  /** How many records bring each key at least once, and this share of repeats. */
  @Override
  public long records(long keys, long usual) {
    return keys * 100 / (100 - percent);
  }

  /** After all keys have come there are only repeats: more records are a larger share of them. */
  @Override
  public byte[] value(long number, long keys) {
    long before = Math.min(keys, keysBefore(number));
    boolean isNew = before < Math.min(keys, keysBefore(number + 1));
    return order(isNew ? before : Workload.mixed(number, before));
  }

  /** Rounded up: the first record is a new key. */
  private long keysBefore(long number) {
    return (number * (100 - percent) + 99) / 100;
  }

  /** The id is scattered, since keys that come in their order would spare RocksDB its work. */
  private static byte[] order(long key) {
    String text =
        "{\"id\":\"order-"
            + Long.toHexString(Workload.mixed(key))
            + "\",\"customer\":\"customer-"
            + key % 1_000
            + "\",\"cents\":"
            + key % 100_000
            + "}";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
