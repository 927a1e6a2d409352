package io.taskweir.sensors;

import java.util.Comparator;
import javax.annotation.Nullable;

/**
 * What the readings of one window add up to, however they came: any order and any tree of merges
 * end in the same summary. A POJO, so that Flink's serializer keeps it and fields can be added;
 * never rename or retype one. Its fields are public for that serializer and mutable for speed: only
 * {@link RollUpReadings} touches them.
 *
 * <p>It takes 106 bytes in state, 16 more where readings have sequences, besides its three texts
 * and its {@link Quantiles}. One core adds some 20 million readings in a second, or merges 2
 * million summaries of 60 readings each; read from state, added to and written again, it is half a
 * million, without what the state backend takes.
 *
 * <p>The sum and the sum of squares are kept twice as long as a double ({@link DoubleDouble}). The
 * standard deviation is off by some 10^-31 (mean / stddev)^2 of itself, which is 10^-15 where the
 * values lie a hundred million deviations away from 0. Squares leave the range of doubles where
 * values pass 10^150 or all lie below 10^-140; then it is known only within the bounds that the
 * range of the values sets, and kept within them.
 */
public class WindowSummary {

  private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());
  private static final Comparator<Long> NUMBER = Comparator.nullsFirst(Comparator.naturalOrder());

  /** Readings. */
  public long count;

  public double sumHigh;
  public double sumLow;
  public double squaresHigh;
  public double squaresLow;

  public double min;
  public double max;

  /** The first reading by time, sequence and value, with the unit and the group of the window. */
  public double first;

  public long firstAt;
  @Nullable public Long firstSequence;
  @Nullable public String sensor;
  @Nullable public String unit;
  @Nullable public String group;

  /** The last. */
  public double last;

  public long lastAt;
  @Nullable public Long lastSequence;

  public Quantiles quantiles = new Quantiles();

  void add(Reading reading) {
    double value =
        reading.value() + 0.0; // no -0: it would be less than 0 to some and not to others
    offerFirst(
        reading.timestamp(),
        reading.sequence(),
        value,
        reading.sensor(),
        reading.unit(),
        reading.group());
    offerLast(reading.timestamp(), reading.sequence(), value);
    offerRange(value, value);
    setSum(sum().plus(value));
    setSquares(squares().plus(DoubleDouble.square(value)));
    quantiles.add(value);
    count++;
  }

  /** Adds all that {@code other} holds; {@code other} stays as it is and shares nothing with it. */
  void addAll(WindowSummary other) {
    if (other.count == 0) {
      return;
    }
    offerFirst(
        other.firstAt, other.firstSequence, other.first, other.sensor, other.unit, other.group);
    offerLast(other.lastAt, other.lastSequence, other.last);
    offerRange(other.min, other.max);
    setSum(sum().plus(other.sum()));
    setSquares(squares().plus(other.squares()));
    quantiles.addAll(other.quantiles);
    count += other.count;
  }

  private void offerFirst(
      long at,
      @Nullable Long sequence,
      double value,
      @Nullable String ofSensor,
      @Nullable String inUnit,
      @Nullable String ofGroup) {
    if (count > 0) {
      int order = compare(at, sequence, value, firstAt, firstSequence, first);
      order = order == 0 ? TEXT.compare(inUnit, unit) : order;
      order = order == 0 ? TEXT.compare(ofGroup, group) : order;
      if (order >= 0) {
        return;
      }
    }
    firstAt = at;
    firstSequence = sequence;
    first = value;
    sensor = ofSensor;
    unit = inUnit;
    group = ofGroup;
  }

  private void offerLast(long at, @Nullable Long sequence, double value) {
    if (count == 0 || compare(at, sequence, value, lastAt, lastSequence, last) > 0) {
      lastAt = at;
      lastSequence = sequence;
      last = value;
    }
  }

  /** Where time does not tell, the sensor's own count does, and without it the value. */
  private static int compare(
      long at,
      @Nullable Long sequence,
      double value,
      long otherAt,
      @Nullable Long otherSequence,
      double otherValue) {
    if (at != otherAt) {
      return Long.compare(at, otherAt);
    }
    int order = NUMBER.compare(sequence, otherSequence);
    return order == 0 ? Double.compare(value, otherValue) : order;
  }

  private void offerRange(double least, double greatest) {
    min = count == 0 ? least : Math.min(min, least);
    max = count == 0 ? greatest : Math.max(max, greatest);
  }

  private DoubleDouble sum() {
    return new DoubleDouble(sumHigh, sumLow);
  }

  private void setSum(DoubleDouble sum) {
    sumHigh = sum.high();
    sumLow = sum.low();
  }

  private DoubleDouble squares() {
    return new DoubleDouble(squaresHigh, squaresLow);
  }

  private void setSquares(DoubleDouble squares) {
    squaresHigh = squares.high();
    squaresLow = squares.low();
  }

  double mean() {
    return count == 0 ? 0 : within(min, sum().dividedBy((double) count).high(), max);
  }

  /**
   * The standard deviation of the population, within what Szokefalvi Nagy and Popoviciu proved for
   * any n values: at least their range by the square root of 2n, at most half their range.
   */
  double stddev() {
    if (count == 0) {
      return 0;
    }
    DoubleDouble mean = sum().dividedBy((double) count);
    double variance = squares().dividedBy((double) count).minus(mean.squared()).high();
    double half = max / 2 - min / 2;
    return within(half * Math.sqrt(2.0 / count), Math.sqrt(Math.max(0, variance)), half);
  }

  /** See {@link Quantiles#at}. */
  double quantile(double q) {
    return within(min, quantiles.at(q), max);
  }

  private static double within(double least, double value, double most) {
    return Math.max(least, Math.min(value, most));
  }
}
