package io.taskweir.deploy.plot;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * The first look at a file: which sensors to plot, and in windows of which length. It keeps the
 * first sensors by name and forgets all others at once, so that a million of them cost no memory: a
 * name that was dropped has that many names before it for ever.
 */
final class Survey {

  private final int mostSensors;
  private final int mostPoints;
  @Nullable private final String every;
  private final TreeMap<SensorKey, Map<String, Length>> sensors = new TreeMap<>();
  private boolean dropped;

  /**
   * @param mostSensors how many sensors are plotted
   * @param mostPoints from how many windows on a coarser length is taken, if there is one
   * @param every the only length to plot, or null: the finest that does not have too many windows
   */
  Survey(int mostSensors, int mostPoints, @Nullable String every) {
    this.mostSensors = mostSensors;
    this.mostPoints = mostPoints;
    this.every = every;
  }

  /** Counts a roll-up. */
  void add(RollupLine rollup) {
    if (every != null && !every.equals(rollup.every())) {
      return;
    }
    SensorKey key = rollup.key();
    if (sensors.size() == mostSensors && !sensors.containsKey(key)) {
      dropped = true;
      if (key.compareTo(sensors.lastKey()) > 0) {
        return;
      }
      sensors.pollLastEntry();
    }
    sensors
        .computeIfAbsent(key, absent -> new HashMap<>())
        .computeIfAbsent(rollup.every(), absent -> new Length())
        .add(rollup);
  }

  /** Whether there are more sensors than are plotted. */
  boolean hasMore() {
    return dropped;
  }

  /** The length to plot, by sensor. */
  Map<SensorKey, String> chosen() {
    var chosen = new TreeMap<SensorKey, String>();
    sensors.forEach((key, lengths) -> chosen.put(key, finest(lengths)));
    return chosen;
  }

  private String finest(Map<String, Length> lengths) {
    var byLength =
        lengths.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                    (Map.Entry<String, Length> entry) -> entry.getValue().shortest))
            .toList();
    return byLength.stream()
        .filter(entry -> entry.getValue().mostWindows() <= mostPoints)
        .findFirst()
        .orElse(byLength.get(byLength.size() - 1))
        .getKey();
  }

  /** Windows of one length, in ms. */
  private static final class Length {
    private long lines;
    private long shortest = Long.MAX_VALUE;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;

    private void add(RollupLine rollup) {
      lines++;
      shortest = Math.min(shortest, rollup.end() - rollup.start());
      from = Math.min(from, rollup.start());
      to = Math.max(to, rollup.end());
    }

    /** Corrections repeat a window, so lines alone would be too many, and gaps make it fewer. */
    private long mostWindows() {
      return Math.min(lines, (to - from) / shortest);
    }
  }
}
