package io.taskweir.deploy.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the stages of a running job count, from the metrics that every subtask reports to the
 * JobManager every few seconds.
 */
final class StageTable {

  /** A stage's metric, as Flink's REST names it; dead letters have a class before their name. */
  private static final Pattern OF_STAGE =
      Pattern.compile("([^.]+)\\.(?:class\\.[^.]+\\.)?(tasks[A-Z]\\w*)");

  private static final Pattern PENDING = Pattern.compile(".*\\.pendingRecords");
  private static final int MOST_NAMES = 60;

  private final FlinkJob job;

  StageTable(FlinkJob job) {
    this.job = job;
  }

  /**
   * A stage's counts, since its subtasks last started.
   *
   * @param in tasks that came
   * @param out what it emitted
   * @param suppressed repeats
   * @param retried attempts that failed and will be made again
   * @param dead dead letters of every class
   * @param waiting tasks that wait now
   * @param oldestMillis how long the oldest of them has waited
   */
  record Stage(
      long in,
      long out,
      long suppressed,
      long retried,
      long dead,
      long waiting,
      long oldestMillis) {}

  /** What all subtasks of a stage report. */
  private record Value(double sum, double max) {

    Value with(Value other) {
      return new Value(sum + other.sum, Math.max(max, other.max));
    }
  }

  /** The stages in the order of the graph. */
  Map<String, Stage> stages() {
    Map<String, Map<String, Value>> metrics = new LinkedHashMap<>();
    for (JsonNode vertex : job.detail().path("vertices")) {
      read(vertex.path("id").asText(), OF_STAGE)
          .forEach(
              (name, value) -> {
                Matcher of = OF_STAGE.matcher(name);
                if (of.matches()) {
                  metrics
                      .computeIfAbsent(of.group(1), stage -> new LinkedHashMap<>())
                      .merge(of.group(2), value, Value::with);
                }
              });
    }
    Map<String, Stage> stages = new LinkedHashMap<>();
    metrics.forEach((stage, values) -> stages.put(stage, stage(values)));
    return stages;
  }

  /**
   * Records that lie in the topics and are not read yet; empty while the sources have not said so,
   * as in their first seconds.
   */
  OptionalLong pending() {
    boolean said = false;
    double pending = 0;
    for (JsonNode vertex : job.detail().path("vertices")) {
      for (Value value : read(vertex.path("id").asText(), PENDING).values()) {
        said = true;
        pending += value.sum();
      }
    }
    return said ? OptionalLong.of((long) pending) : OptionalLong.empty();
  }

  private static Stage stage(Map<String, Value> values) {
    return new Stage(
        sum(values, "tasksIn"),
        sum(values, "tasksOut"),
        sum(values, "tasksSuppressed"),
        sum(values, "tasksRetried"),
        sum(values, "tasksDead"),
        sum(values, "tasksWaiting"),
        values.containsKey("tasksOldestWaitingMs")
            ? (long) values.get("tasksOldestWaitingMs").max()
            : 0);
  }

  private static long sum(Map<String, Value> values, String name) {
    return values.containsKey(name) ? (long) values.get(name).sum() : 0;
  }

  private Map<String, Value> read(String vertex, Pattern wanted) {
    String path = "/jobs/" + job.id() + "/vertices/" + vertex + "/subtasks/metrics";
    List<String> names = new ArrayList<>();
    for (JsonNode metric : job.rest().get(path)) {
      String name = metric.path("id").asText();
      if (wanted.matcher(name).matches()) {
        names.add(name);
      }
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (int begin = 0; begin < names.size(); begin += MOST_NAMES) {
      List<String> some = names.subList(begin, Math.min(names.size(), begin + MOST_NAMES));
      String get =
          some.stream()
              .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
              .collect(Collectors.joining(","));
      for (JsonNode metric : job.rest().get(path + "?get=" + get + "&agg=sum,max")) {
        values.put(
            metric.path("id").asText(),
            new Value(metric.path("sum").asDouble(), metric.path("max").asDouble()));
      }
    }
    return values;
  }
}
