package io.taskweir.sensors;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.decodeSignedVarLong;
import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.decodeUnsignedVarLong;
import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeSignedVarLong;
import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.Input;
import com.datadoghq.sketch.ddsketch.encoding.Output;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How many values fell into which bin: the bins that are not empty, sorted by index. The counts do
 * not depend on the order in which values came or bins were merged.
 *
 * <p>At most {@value #MOST} bins are kept. What is below the highest {@value #MOST} is counted in
 * the lowest of them, as DDSketch does, so that only the smallest magnitudes lose their error
 * bound. DDSketch's own stores bound the span of the bins; here their number is bounded, so that
 * one absurd value does not take the error bound from all others.
 */
final class Bins implements Serializable {

  /** Bins kept of one sign: at 1% all values within a factor of 10^17, however dense. */
  static final int MOST = 2_048;

  private int[] indexes;
  private long[] counts;
  private int size;
  private long total;

  /** Where the last value that found its bin found it. */
  private int last;

  Bins() {
    this(4);
  }

  private Bins(int capacity) {
    indexes = new int[capacity];
    counts = new long[capacity];
  }

  private Bins(Bins other) {
    indexes = Arrays.copyOf(other.indexes, other.size);
    counts = Arrays.copyOf(other.counts, other.size);
    size = other.size;
    total = other.total;
  }

  Bins copy() {
    return new Bins(this);
  }

  int size() {
    return size;
  }

  /** Values in all bins. */
  long total() {
    return total;
  }

  void add(int index, long count) {
    total += count;
    int at = find(index);
    if (at >= 0) {
      counts[at] += count;
      last = at;
    } else if (size < MOST) {
      insert(-at - 1, index, count);
    } else {
      insertAboveLowest(-at - 1, index, count);
    }
  }

  void addAll(Bins other) {
    for (int i = 0; i < other.size; i++) {
      add(other.indexes[i], other.counts[i]);
    }
  }

  /** The bin that holds the value of {@code rank}, from 0, where values are sorted by index. */
  int indexAt(long rank) {
    long seen = 0;
    for (int i = 0; i < size; i++) {
      seen += counts[i];
      if (rank < seen) {
        return indexes[i];
      }
    }
    throw new IllegalArgumentException("rank: below " + total + " expected, got " + rank);
  }

  /**
   * As {@code Arrays.binarySearch}. Many values make bins that are neighbours, and there the place
   * of one follows from that of another: as fast as an array by index, without its empty places.
   */
  private int find(int index) {
    if (last < size) {
      long guess = last + ((long) index - indexes[last]);
      if (guess >= 0 && guess < size && indexes[(int) guess] == index) {
        return (int) guess;
      }
    }
    return Arrays.binarySearch(indexes, 0, size, index);
  }

  private void insert(int at, int index, long count) {
    if (size == indexes.length) {
      int capacity = Math.min(MOST, size + size / 2 + 4);
      indexes = Arrays.copyOf(indexes, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
    System.arraycopy(indexes, at, indexes, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    indexes[at] = index;
    counts[at] = count;
    size++;
  }

  /** Makes room by counting what is lowest in the next bin up. */
  private void insertAboveLowest(int at, int index, long count) {
    if (at == 0) {
      counts[0] += count;
      return;
    }
    long lowest = counts[0];
    System.arraycopy(indexes, 1, indexes, 0, at - 1);
    System.arraycopy(counts, 1, counts, 0, at - 1);
    indexes[at - 1] = index;
    counts[at - 1] = count;
    counts[0] += lowest;
  }

  /**
   * Writes the bins from the lowest up. A number with its last bit set is so many empty bins, any
   * other the count of the next bin: a byte or two for a bin among neighbours, one more for each
   * gap.
   */
  void write(Output out) throws IOException {
    encodeUnsignedVarLong(out, size);
    for (int i = 0; i < size; i++) {
      if (i == 0) {
        encodeSignedVarLong(out, indexes[0]);
      } else if (indexes[i] - indexes[i - 1] > 1) {
        encodeUnsignedVarLong(out, (indexes[i] - indexes[i - 1] - 1L) << 1 | 1);
      }
      encodeUnsignedVarLong(out, counts[i] << 1);
    }
  }

  static Bins read(Input in) throws IOException {
    int size = (int) decodeUnsignedVarLong(in);
    Bins bins = new Bins(size + 4);
    if (size == 0) {
      return bins;
    }
    long index = decodeSignedVarLong(in);
    while (bins.size < size) {
      long token = decodeUnsignedVarLong(in);
      if ((token & 1) == 1) {
        index += token >>> 1;
      } else {
        bins.append((int) index++, token >>> 1);
      }
    }
    return bins;
  }

  private void append(int index, long count) {
    indexes[size] = index;
    counts[size++] = count;
    total += count;
  }
}
