package io.taskweir;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The crashes that a test has planned, counted in this JVM: a job that restarts after one goes on
 * counting where it was, so none happens twice.
 */
final class Faults {

  private static final Map<String, Integer> REACHED = new HashMap<>();
  private static final Map<String, Set<Integer>> PLANNED = new HashMap<>();
  private static int struck;

  private Faults() {}

  /** What a broken machine does to a job, as far as a task can do it. */
  static final class Crash extends VirtualMachineError {

    private static final long serialVersionUID = 1L;

    Crash(String point, int times) {
      super("simulated crash at " + point + ", reached for the " + times + ". time");
    }
  }

  /** Plans a crash for the time that {@code point} is reached {@code times} times from now. */
  static synchronized void plan(String point, int times) {
    int at = REACHED.getOrDefault(point, 0) + times;
    PLANNED.computeIfAbsent(point, unused -> new TreeSet<>()).add(at);
  }

  /** A task has reached a point. */
  static synchronized void reached(String point) {
    int times = REACHED.merge(point, 1, Integer::sum);
    if (PLANNED.computeIfAbsent(point, unused -> new TreeSet<>()).remove(times)) {
      struck++;
      throw new Crash(point, times);
    }
  }

  /** How many crashes happened since {@link #clear}. */
  static synchronized int struck() {
    return struck;
  }

  /** How many crashes are still to come. */
  static synchronized int pending() {
    return PLANNED.values().stream().mapToInt(Set::size).sum();
  }

  static synchronized void clear() {
    PLANNED.clear();
    struck = 0;
  }
}
