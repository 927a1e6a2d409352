package io.taskweir.deploy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run left in its folder, counted from the files themselves and not from what the job says.
 *
 * @param lines how many results there are of each kind, the main one first
 * @param tally what the results of the main kind say
 * @param reasons dead letters by {@code stage reason (class)}
 * @param events audit events by kind
 */
record Exported(
    Map<String, Long> lines,
    RunResults.Tally tally,
    Map<String, Long> reasons,
    Map<String, Long> events) {

  /** Counts the lines of a folder's files. */
  static Exported read(OutputFolder folder, RunResults results) throws IOException {
    var lines = new LinkedHashMap<String, Long>();
    for (String kind : results.kinds()) {
      lines.put(kind, JsonLines.count(folder.results(kind)));
    }
    return new Exported(
        lines,
        results.tally(folder.results(results.main())),
        JsonLines.count(
            folder.deadLetters(),
            line ->
                line.path("stage").asText()
                    + " "
                    + line.path("reason").asText()
                    + " ("
                    + line.path("class").asText()
                    + ")"),
        JsonLines.count(folder.audit(), line -> line.path("event").asText()));
  }

  /** Results of the main kind. */
  long results() {
    return lines.values().iterator().next();
  }

  long deadLetters() {
    return sum(reasons);
  }

  long auditEvents() {
    return sum(events);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
