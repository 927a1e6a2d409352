package io.taskweir.bench.sensors;

/** Readings added up: a POJO, as both sides keep it in state. */
public final class Sums {

  /** The sensor. */
  public String sensor = "";

  /** How many readings. */
  public long number;

  /** The sum of their values. */
  public long total;

  /** The smallest value. */
  public long least = Long.MAX_VALUE;

  /** The largest value. */
  public long most = Long.MIN_VALUE;

  /** Of no readings. */
  public Sums() {}

  Sums add(Reading reading) {
    sensor = reading.sensor();
    number++;
    total += reading.value();
    least = Math.min(least, reading.value());
    most = Math.max(most, reading.value());
    return this;
  }

  Sums merge(Sums other) {
    sensor = other.number == 0 ? sensor : other.sensor;
    number += other.number;
    total += other.total;
    least = Math.min(least, other.least);
    most = Math.max(most, other.most);
    return this;
  }
}
