package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code deploy/monitoring/rules.yml}; what the rules do is proved by promtool, in {@code check}.
 */
class AlertRulesTest {

  @Test
  void everyAlertSaysWhatItMeansAndWhatToDo() throws IOException {
    for (Map<String, Object> alert : alerts()) {
      Yaml annotations = Yaml.of(alert.get("annotations"));
      assertThat(annotations.text("summary")).as(name(alert)).isNotBlank();
      assertThat(annotations.text("action")).as(name(alert)).hasSizeGreaterThan(60);
      assertThat(Yaml.of(alert.get("labels")).text("severity")).isIn("critical", "warning");
    }
  }

  @Test
  void everyAlertHasATestInWhichItFiresAndOneInWhichItMustNot() throws IOException {
    Set<String> fires = new TreeSet<>();
    Set<String> mustNot = new TreeSet<>();
    for (Map<String, Object> test : Yaml.file("monitoring/rules_test.yml").list("tests")) {
      String alert = test.get("name").toString().replaceFirst(":.*", "");
      boolean near = test.get("input_series").toString().contains("\"good");
      for (Map<String, Object> expected : new Yaml(test).list("promql_expr_test")) {
        if (!new Yaml(expected).list("exp_samples").isEmpty()) {
          fires.add(alert);
        }
      }
      if (near) {
        mustNot.add(alert);
      }
    }
    Set<String> names = alerts().stream().map(AlertRulesTest::name).collect(Collectors.toSet());
    assertThat(names).hasSizeGreaterThan(20);
    assertThat(fires).containsAll(names);
    assertThat(mustNot).containsAll(names);
  }

  private static List<Map<String, Object>> alerts() throws IOException {
    return Yaml.file("monitoring/rules.yml").list("groups").stream()
        .flatMap(group -> new Yaml(group).list("rules").stream())
        .filter(rule -> rule.containsKey("alert"))
        .toList();
  }

  private static String name(Map<String, Object> alert) {
    return alert.get("alert").toString();
  }
}
