package io.taskweir.sensors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.annotation.Nullable;

/** Seeded values of every shape that sensors may have, and readings of them. */
final class Values {

  private static final long START = 1_404_187_200_000L;

  /** What values may be like. */
  enum Shape {
    UNIFORM,
    NORMAL,
    HEAVY_TAIL,
    NEGATIVE,
    MIXED_SIGN,
    CONSTANT,
    DENORMAL,
    MOSTLY_ZERO,
    HUGE,
    TO_THE_EDGE,
    WHOLE,
    FAR_FROM_ZERO;

    private double next(Random random) {
      return switch (this) {
        case UNIFORM -> random.nextDouble() * 100;
        case NORMAL -> 20 + 5 * random.nextGaussian();
        case HEAVY_TAIL -> Math.exp(3 * random.nextGaussian());
        case NEGATIVE -> -Math.exp(random.nextGaussian());
        case MIXED_SIGN -> 1000 * random.nextGaussian();
        case CONSTANT -> 73.96732207;
        case DENORMAL -> Double.MIN_VALUE * (1 + random.nextInt(1_000_000));
        case MOSTLY_ZERO -> random.nextInt(10) < 8 ? 0 : random.nextGaussian();
        case HUGE -> 1e300 * (random.nextDouble() - 0.5);
        case TO_THE_EDGE -> Double.MAX_VALUE * (1 - random.nextDouble() / 10);
        case WHOLE -> random.nextInt(30_000);
        case FAR_FROM_ZERO -> 1e8 + random.nextDouble();
      };
    }

    double[] values(int count, long seed) {
      Random random = new Random(seed);
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = next(random);
      }
      return values;
    }
  }

  private Values() {}

  /** A reading of each value, a second apart. */
  static List<Reading> readings(double... values) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      readings.add(reading(START + 1000L * i, null, values[i]));
    }
    return readings;
  }

  static Reading reading(long at, @Nullable Long sequence, double value) {
    return new Reading("boiler", at, value, "C", "north", sequence, 0);
  }

  /** A summary of the readings in the order in which they are. */
  static WindowSummary summary(List<Reading> readings) {
    WindowSummary summary = new WindowSummary();
    readings.forEach(summary::add);
    return summary;
  }

  static WindowSummary summary(double... values) {
    return summary(readings(values));
  }

  /** A summary of the readings in a random order, merged from parts of random sizes in a tree. */
  static WindowSummary shuffledAndMerged(List<Reading> readings, Random random) {
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, random);
    return tree(shuffled, random);
  }

  private static WindowSummary tree(List<Reading> readings, Random random) {
    if (readings.size() < 2 || random.nextInt(8) == 0) {
      return summary(readings);
    }
    int split = random.nextInt(readings.size() + 1);
    WindowSummary left = tree(readings.subList(0, split), random);
    left.addAll(summary(readings.subList(split, readings.size())));
    return left;
  }
}
