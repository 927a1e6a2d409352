package io.taskweir.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * Expiring entries that the tasks of one stage share under the stage's key. The key is the address
 * and the stage that owns it is the store: whoever needs the data sends work there.
 *
 * <p>A task sees its own writes at once; others see them when it returned.
 */
public interface SharedEntries {

  /** The entry's bytes; null where there is none or it has expired. Do not change them. */
  @Nullable
  byte[] get(String name);

  /**
   * Writes an entry.
   *
   * @param lifetime until it expires; at most what the stage declares with {@code shares(...)}
   */
  void put(String name, byte[] value, Duration lifetime);

  /** Removes an entry. */
  void remove(String name);

  /** {@link #get} for text. */
  @Nullable
  default String getText(String name) {
    byte[] bytes = get(name);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** {@link #put} for text. */
  default void putText(String name, String value, Duration lifetime) {
    put(name, value.getBytes(StandardCharsets.UTF_8), lifetime);
  }
}
