package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A savepoint of the sensors job that an earlier build has written is restored by this one, on
 * twice the subtasks, and goes on where that one stopped.
 */
@ExtendWith(OneMachine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenSensorsTest {

  private Outcome outcome;

  String folder() {
    return GoldenSensors.FOLDER;
  }

  /** The broker is another one, so what the savepoint has read lies there again, unread. */
  @BeforeAll
  void restore(Machine machine) throws Exception {
    URL savepoint = getClass().getResource("/" + folder() + "/_metadata");
    assertThat(savepoint).as("the golden savepoint").isNotNull();
    int all = GoldenSensors.BEFORE.size() + GoldenSensors.AFTER.size();
    try (Run run = Run.ofSensors(machine, 1, GoldenSensors.SETTINGS)) {
      run.set(GoldenSensors.GROUP.getKey(), GoldenSensors.GROUP.getValue());
      run.feedReadings(GoldenSensors.BEFORE);
      run.startFrom(savepoint.toString().replace("/_metadata", ""));
      run.feedReadings(GoldenSensors.AFTER);
      run.await(() -> run.accountsSoFar().of("validate-reading", "started") == all);
      outcome = run.drain();
    }
  }

  @Test
  void correctsAWindowThatHasFiredBefore() {
    assertThat(rollup("1m", "00:01:00")).isEqualTo("v2 2 readings, 12.0, of all");
  }

  @Test
  void firesAWindowThatWasOpen() {
    assertThat(rollup("1m", "00:02:00")).isEqualTo("v1 1 readings, 3.0, of all");
    assertThat(rollup("1h", "00:00:00")).isEqualTo("v1 5 readings, 20.0, of all");
  }

  @Test
  void firesNothingTwice() {
    assertThat(outcome.results("rollups").size()).isEqualTo(4);
  }

  @Test
  void knowsWhatCameBefore() {
    assertThat(outcome.accounts().of("drop-duplicates", "suppressed")).isEqualTo(2);
    assertThat(outcome.letters().texts("reason")).containsExactly("CONFLICT");
  }

  @Test
  void reportsWhatHadGathered() {
    List<JsonNode> reports = outcome.results("reports").all();
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).path("rollups").asInt()).isEqualTo(6);
    assertThat(reports.get(0).path("firing").asInt()).isEqualTo(1);
    assertThat(reports.get(0).path("group").asText()).isEqualTo("all");
  }

  private String rollup(String every, String time) {
    Records found =
        outcome
            .results("rollups")
            .where("every", every)
            .where("window_start", "2026-01-01T" + time + "Z");
    assertThat(found.all()).hasSize(1);
    JsonNode rollup = found.all().get(0);
    return "v%d %d readings, %s, of %s"
        .formatted(
            rollup.path("version").asInt(),
            rollup.path("count").asLong(),
            rollup.path("sum").asText(),
            rollup.path("group").asText());
  }
}
