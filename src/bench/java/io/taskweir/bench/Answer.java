package io.taskweir.bench;

import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * What a contestant has written, as a multiset: the order of records does not count, their number
 * does. Two independent sums of 64-bit hashes; by chance two different answers would agree once in
 * 2^128.
 */
final class Answer {

  private static final XXHash64 HASH = XXHashFactory.fastestInstance().hash64();

  private long records;
  private long first;
  private long second;

  void add(byte[] value) {
    records++;
    first += HASH.hash(value, 0, value.length, 1);
    second += HASH.hash(value, 0, value.length, 2);
  }

  long records() {
    return records;
  }

  boolean sameAs(Answer other) {
    return records == other.records && first == other.first && second == other.second;
  }

  @Override
  public String toString() {
    return "%,d records, digest %016x%016x".formatted(records, first, second);
  }
}
