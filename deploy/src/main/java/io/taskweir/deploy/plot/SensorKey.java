package io.taskweir.deploy.plot;

import java.util.Comparator;

/** Whose roll-ups go into one plot. In the order of names. */
record SensorKey(String tenant, String sensor) implements Comparable<SensorKey> {

  private static final Comparator<SensorKey> BY_NAME =
      Comparator.comparing(SensorKey::sensor).thenComparing(SensorKey::tenant);

  @Override
  public int compareTo(SensorKey other) {
    return BY_NAME.compare(this, other);
  }
}
