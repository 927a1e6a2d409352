package io.taskweir.deploy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What each stage of a run counted, read from the job's accumulators {@code stage/<stage>/<what>}.
 * They are kept in checkpoints, so they are exact across restarts once the job has ended.
 */
record Accounting(List<StageCount> stages) {

  private static final String PREFIX = "stage/";

  /**
   * Reads accumulators.
   *
   * @param counts all of the job's
   * @param order the workflow's stages as a reader expects them; others follow by name
   */
  static Accounting of(Map<String, Long> counts, List<String> order) {
    var names = new ArrayList<String>();
    Collection<String> counted = counted(counts);
    for (String stage : order) {
      if (counted.remove(stage)) {
        names.add(stage);
      }
    }
    names.addAll(counted);
    return new Accounting(names.stream().map(stage -> read(counts, stage)).toList());
  }

  /** The counts of one stage; all 0 for a stage that counted nothing. */
  StageCount stage(String name) {
    return stages.stream()
        .filter(count -> count.stage().equals(name))
        .findFirst()
        .orElse(StageCount.none(name));
  }

  /** Dead letters of all stages. */
  long dead() {
    return stages.stream().mapToLong(StageCount::dead).sum();
  }

  private static Collection<String> counted(Map<String, Long> counts) {
    var stages = new TreeSet<String>();
    for (String name : counts.keySet()) {
      int end = name.lastIndexOf('/');
      if (name.startsWith(PREFIX) && end > PREFIX.length()) {
        stages.add(name.substring(PREFIX.length(), end));
      }
    }
    return stages;
  }

  private static StageCount read(Map<String, Long> counts, String stage) {
    String path = PREFIX + stage + "/";
    return new StageCount(
        stage,
        counts.getOrDefault(path + "started", 0L),
        counts.getOrDefault(path + "succeeded", 0L),
        counts.getOrDefault(path + "suppressed", 0L),
        counts.getOrDefault(path + "dead", 0L),
        counts.getOrDefault(path + "retried", 0L),
        counts.getOrDefault(path + "late", 0L));
  }
}
