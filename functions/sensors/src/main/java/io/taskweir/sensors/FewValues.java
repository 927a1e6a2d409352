package io.taskweir.sensors;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.decodeSignedVarLong;
import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeSignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.Input;
import com.datadoghq.sketch.ddsketch.encoding.Output;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/** Some values as they are, sorted: so few that bins would be larger, and exact besides. */
final class FewValues implements Serializable {

  /** Values beyond which bins are kept: about where they become the smaller. */
  static final int MOST = 16;

  private double[] values = new double[4];
  private int size;

  FewValues copy() {
    FewValues copy = new FewValues();
    copy.values = values.clone();
    copy.size = size;
    return copy;
  }

  int size() {
    return size;
  }

  /** The value of {@code rank}, from 0, the least first. */
  double at(int rank) {
    return values[rank];
  }

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.min(MOST, 2 * size));
    }
    int at = size++;
    while (at > 0 && values[at - 1] > value) {
      values[at] = values[at - 1];
      at--;
    }
    values[at] = value;
  }

  /**
   * Writes the bits of each value as the difference from those of the one before, without the zeros
   * that all of them end in: two or three bytes a value for whole numbers, seven for noise.
   */
  void write(Output out) throws IOException {
    out.writeByte((byte) size);
    int zeros = zerosOfAll();
    out.writeByte((byte) zeros);
    long before = 0;
    for (int i = 0; i < size; i++) {
      long bits = Double.doubleToRawLongBits(values[i]) >> zeros;
      encodeSignedVarLong(out, bits - before);
      before = bits;
    }
  }

  static FewValues read(Input in) throws IOException {
    FewValues few = new FewValues();
    few.size = in.readByte();
    few.values = new double[Math.max(few.size, 4)];
    int zeros = in.readByte();
    long bits = 0;
    for (int i = 0; i < few.size; i++) {
      bits += decodeSignedVarLong(in);
      few.values[i] = Double.longBitsToDouble(bits << zeros);
    }
    return few;
  }

  /** The zero bits that every value ends in; 63 where all are 0. */
  private int zerosOfAll() {
    long any = 1L << 63;
    for (int i = 0; i < size; i++) {
      any |= Double.doubleToRawLongBits(values[i]);
    }
    return Long.numberOfTrailingZeros(any);
  }
}
