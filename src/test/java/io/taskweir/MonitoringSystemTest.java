package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The alert rules and the dashboard name what the shipped workflows really export through Flink's
 * Prometheus reporter: who renames a metric breaks the build and not, unseen, an alarm.
 */
@ExtendWith(OneMachine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringSystemTest {

  private static final Pattern METRIC = Pattern.compile("\\bflink_\\w+");
  private static final Pattern SELECTOR = Pattern.compile("\\b(flink_\\w+)\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("(\\w+) *(?:=~|!~|!=|=) *\"");
  private static final Pattern BY =
      Pattern.compile("by \\(([\\w, ]+)\\) \\(\\s*(?:(?:rate|increase)\\(\\s*)?(flink_\\w+)");

  /** What Prometheus adds to every metric, from the targets file. */
  private static final Set<String> OF_THE_TARGET = Set.of("cluster", "instance", "job");

  private final Path monitoring =
      Path.of(System.getProperty("basedir")).resolve("../../deploy/monitoring").normalize();
  private Scrape scrape;

  @BeforeAll
  void scrapesBothWorkflows(Machine machine) throws Exception {
    Faults.clear();
    try (Run run = Run.on(machine, Map.of())) {
      run.feed(Undisturbed.FED.subList(0, 20)).start();
      run.await(() -> run.results("verdicts").size() > 0);
      scrape = machine.scrapes().now();
    }
    try (Run run = Run.ofSensors(machine, Machine.SLOTS, Map.of())) {
      run.feedReadings(SensorFeed.of(7, 2, 20).lines()).start();
      run.await(() -> run.accountsSoFar().of("roll-up", "started") > 0);
      scrape = scrape.and(machine.scrapes().now());
    }
  }

  @Test
  void everyMetricOfARuleIsExported() throws IOException {
    assertThat(metrics(rules())).hasSizeGreaterThan(20).isSubsetOf(scrape.labels().keySet());
  }

  @Test
  void everyMetricOfThePanelsIsExported() throws IOException {
    assertThat(metrics(panels())).hasSizeGreaterThan(40).isSubsetOf(scrape.labels().keySet());
  }

  @Test
  void everyLabelThatIsAskedForIsThere() throws IOException {
    List<String> all = Stream.concat(rules().stream(), panels().stream()).toList();
    int asked = 0;
    for (String expression : all) {
      for (MatchResult selector : SELECTOR.matcher(expression).results().toList()) {
        assertMatchersExist(selector);
        asked++;
      }
      for (MatchResult by : BY.matcher(expression).results().toList()) {
        assertGroupingExists(by);
        asked++;
      }
    }
    assertThat(asked).isGreaterThan(60);
  }

  @Test
  void noMetricOfOursHasATenant() {
    assertThat(scrape.labels().values()).noneMatch(labels -> labels.contains("tenant"));
  }

  @Test
  void everyMetricOfAStageIsOnTheDashboard() throws IOException {
    String operator = "flink_taskmanager_job_task_operator_";
    Pattern ours = Pattern.compile(operator + "(tasks|runs|windows|batch|class_|cause_).*");
    Set<String> exported = new TreeSet<>(scrape.labels().keySet());
    exported.removeIf(metric -> !ours.matcher(metric).matches());
    assertThat(exported).hasSizeGreaterThan(10).isSubsetOf(metrics(panels()));
  }

  private void assertMatchersExist(MatchResult selector) {
    MATCHER
        .matcher(selector.group(2))
        .results()
        .forEach(matcher -> assertHasLabel(selector.group(1), matcher.group(1)));
  }

  private void assertGroupingExists(MatchResult by) {
    for (String label : by.group(1).split(", *", -1)) {
      assertHasLabel(by.group(2), label);
    }
  }

  private void assertHasLabel(String metric, String label) {
    if (!OF_THE_TARGET.contains(label)) {
      assertThat(scrape.labels().get(metric)).as(metric).contains(label);
    }
  }

  private static Set<String> metrics(List<String> expressions) {
    Set<String> metrics = new TreeSet<>();
    for (String expression : expressions) {
      METRIC.matcher(expression).results().forEach(metric -> metrics.add(metric.group()));
    }
    return metrics;
  }

  /** The rules as text: what is no expression names no metric. */
  private List<String> rules() throws IOException {
    return List.of(Files.readString(monitoring.resolve("rules.yml")));
  }

  private List<String> panels() throws IOException {
    JsonNode dashboard =
        Json.mapper().readTree(Files.readString(monitoring.resolve("dashboard.json")));
    return dashboard.findValuesAsText("expr");
  }
}
