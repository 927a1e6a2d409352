package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.SensorFeed.Total;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of readings, against what they must add up to. */
final class SensorSums {

  private SensorSums() {}

  /**
   * That the latest versions of all roll-ups are what the readings add up to, and that every
   * reading is accounted for.
   */
  static void assertAddUp(Outcome outcome, SensorFeed fed) {
    assertThat(totals(outcome)).isEqualTo(fed.totals());
    assertThat(outcome.letters().multiset(letter -> letter.path("reason").asText()))
        .isEqualTo(fed.reasons());
    Accounts accounts = outcome.accounts();
    assertThat(accounts.of("receive-readings", "started")).isEqualTo(fed.lines().size());
    assertThat(accounts.of("drop-duplicates", "suppressed")).isEqualTo(fed.duplicates());
    assertThat(accounts.of("roll-up", "succeeded")).isEqualTo(fed.acceptedReadings());
    for (String stage : accounts.stages()) {
      assertThat(accounts.ended(stage)).as(stage).isEqualTo(accounts.of(stage, "started"));
    }
    assertThat(outcome.letters().size()).isEqualTo(accounts.dead());
    assertVersionsHaveNoGaps(outcome.results("rollups"));
  }

  private static void assertVersionsHaveNoGaps(Records rollups) {
    Map<String, List<Integer>> versions = new HashMap<>();
    for (JsonNode rollup : rollups.all()) {
      versions
          .computeIfAbsent(rollup.path("id").asText(), unused -> new ArrayList<>())
          .add(rollup.path("version").asInt());
    }
    versions.forEach(
        (id, all) -> {
          for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i)).as(id + " " + all).isEqualTo(i + 1);
          }
        });
  }

  private static Map<String, Total> totals(Outcome outcome) {
    Map<String, JsonNode> latest = new HashMap<>();
    for (JsonNode rollup : outcome.results("rollups").all()) {
      latest.merge(
          rollup.path("id").asText(),
          rollup,
          (a, b) -> a.path("version").asInt() > b.path("version").asInt() ? a : b);
    }
    Map<String, Total> totals = new TreeMap<>();
    for (JsonNode rollup : latest.values()) {
      Instant start = OffsetDateTime.parse(rollup.path("window_start").asText()).toInstant();
      totals.put(
          rollup.path("sensor").asText() + " " + rollup.path("every").asText() + " " + start,
          new Total(
              rollup.path("count").asLong(),
              rollup.path("sum").asDouble(),
              rollup.path("min").asDouble(),
              rollup.path("max").asDouble()));
    }
    return totals;
  }
}
