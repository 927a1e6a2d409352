package io.taskweir.bench.course;

/** The input of a race: the same bytes for the same numbers, on every machine. */
@FunctionalInterface
public interface Workload {

  /**
   * The value of a record.
   *
   * @param number from 0
   * @param keys how many different keys it draws from
   */
  byte[] value(long number, long keys);

  /**
   * How many records an input of so many keys has where nobody says it.
   *
   * @param usual what a race says
   */
  default long records(long keys, long usual) {
    return usual;
  }

  /** A number that looks random and is made of {@code number} alone (SplitMix64). */
  static long mixed(long number) {
    long mixed = number + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** As {@link #mixed(long)}, from 0 up to and without {@code bound}. */
  static long mixed(long number, long bound) {
    return Math.floorMod(mixed(number), bound);
  }
}
