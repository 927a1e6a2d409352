package io.taskweir.sensors;

import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.decodeUnsignedVarLong;
import static com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper.encodeUnsignedVarLong;

import com.datadoghq.sketch.ddsketch.encoding.Input;
import com.datadoghq.sketch.ddsketch.encoding.Output;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import java.io.IOException;
import java.io.Serializable;

/**
 * Many values by the bins they fall into: bin {@code i} holds those between {@code g^i} and {@code
 * g^(i+1)}, so that a bin's middle is within a fixed part of each value in it (Masson, Rim and Lee:
 * DDSketch, PVLDB 12, 2019). Negative values have bins of their own. Values nearer to 0 than the
 * smallest normal double, about 2.3e-308, count as 0.
 */
final class ManyValues implements Serializable {

  /** Below the promised 1%, so that rounding at the edges of bins does not break the promise. */
  private static final double ACCURACY = 0.0099;

  private static final LogarithmicMapping MAPPING = new LogarithmicMapping(ACCURACY);
  private static final double SMALLEST = MAPPING.minIndexableValue();

  private final Bins negative;
  private final Bins positive;
  private long zeros;

  ManyValues() {
    this(new Bins(), new Bins(), 0);
  }

  private ManyValues(Bins negative, Bins positive, long zeros) {
    this.negative = negative;
    this.positive = positive;
    this.zeros = zeros;
  }

  ManyValues copy() {
    return new ManyValues(negative.copy(), positive.copy(), zeros);
  }

  long count() {
    return negative.total() + zeros + positive.total();
  }

  void add(double value) {
    if (value >= SMALLEST) {
      positive.add(MAPPING.index(value), 1);
    } else if (value <= -SMALLEST) {
      negative.add(MAPPING.index(-value), 1);
    } else {
      zeros++;
    }
  }

  void addAll(FewValues few) {
    for (int i = 0; i < few.size(); i++) {
      add(few.at(i));
    }
  }

  void addAll(ManyValues other) {
    negative.addAll(other.negative);
    positive.addAll(other.positive);
    zeros += other.zeros;
  }

  /** About the value of {@code rank}, from 0, the least first. */
  double at(long rank) {
    if (rank < negative.total()) {
      return -middle(negative.indexAt(negative.total() - 1 - rank));
    }
    long above = rank - negative.total() - zeros;
    return above < 0 ? 0 : middle(positive.indexAt(above));
  }

  /** The middle of the highest bins may lie beyond the range of doubles. */
  private static double middle(int index) {
    return Math.min(MAPPING.value(index), Double.MAX_VALUE);
  }

  void write(Output out) throws IOException {
    encodeUnsignedVarLong(out, zeros);
    negative.write(out);
    positive.write(out);
  }

  static ManyValues read(Input in) throws IOException {
    long zeros = decodeUnsignedVarLong(in);
    Bins negative = Bins.read(in);
    return new ManyValues(negative, Bins.read(in), zeros);
  }
}
