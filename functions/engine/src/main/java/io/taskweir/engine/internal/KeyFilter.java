package io.taskweir.engine.internal;

import io.taskweir.state.TaskId;

/**
 * A set that may say of a key which it does not hold that it does, about one time in a hundred, and
 * never the other way round: a Bloom filter in blocks (Putze, Sanders, Singler, "Cache-, Hash- and
 * Space-Efficient Bloom Filters", 2007), with one bit in each of the eight words of a key's block.
 * A key is a hash already, so its own bits say where.
 */
final class KeyFilter {

  private static final int WORDS = 8;
  private static final int BITS_A_KEY = 12;
  private static final int WORD_BITS = 6;

  private final long[] words;
  private final int capacity;
  private int size;

  /** For {@code capacity} keys, a power of two, at 12 to 16 bits each. */
  KeyFilter(int capacity) {
    this.capacity = capacity;
    int blocks = Math.max(1, (int) ((long) capacity * BITS_A_KEY / (WORDS * Long.SIZE)));
    words = new long[Integer.highestOneBit(2 * blocks - 1) * WORDS];
  }

  int capacity() {
    return capacity;
  }

  boolean isFull() {
    return size >= capacity;
  }

  void add(TaskId key) {
    int block = block(key);
    long bits = key.low();
    boolean news = false;
    for (int word = block; word < block + WORDS; word++) {
      long bit = 1L << bits;
      news |= (words[word] & bit) == 0;
      words[word] |= bit;
      bits >>>= WORD_BITS;
    }
    size += news ? 1 : 0;
  }

  boolean mayHold(TaskId key) {
    int block = block(key);
    long bits = key.low();
    for (int word = block; word < block + WORDS; word++) {
      if ((words[word] & 1L << bits) == 0) {
        return false;
      }
      bits >>>= WORD_BITS;
    }
    return true;
  }

  private int block(TaskId key) {
    return (int) (key.high() & (words.length / WORDS - 1)) * WORDS;
  }
}
