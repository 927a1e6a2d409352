package io.taskweir;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the stages of an ended job say they have counted.
 *
 * @param counts the job's accumulators, {@code stage/STAGE/WHAT}
 */
record Accounts(Map<String, Long> counts) {

  long of(String stage, String what) {
    return counts.getOrDefault("stage/" + stage + "/" + what, 0L);
  }

  /** How many tasks of a stage have ended, one way or another. */
  long ended(String stage) {
    return of(stage, "succeeded") + of(stage, "suppressed") + of(stage, "dead");
  }

  long dead() {
    return stages().stream().mapToLong(stage -> of(stage, "dead")).sum();
  }

  Accounts without(String stage) {
    Map<String, Long> others = new HashMap<>(counts);
    others.keySet().removeIf(name -> name.startsWith("stage/" + stage + "/"));
    return new Accounts(others);
  }

  Set<String> stages() {
    Set<String> stages = new TreeSet<>();
    for (String name : counts.keySet()) {
      if (name.startsWith("stage/")) {
        stages.add(name.substring("stage/".length(), name.lastIndexOf('/')));
      }
    }
    return stages;
  }
}
