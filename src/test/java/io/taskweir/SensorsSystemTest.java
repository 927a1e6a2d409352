package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.SensorFeed.Line;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sensors workflow from Kafka to Kafka, undisturbed, in crashes, and stopped and restored: the
 * latest versions of all roll-ups are what the readings add up to, and every reading is accounted
 * for.
 */
@ExtendWith(OneMachine.class)
class SensorsSystemTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "taskweir.sensors.every", "1m,1h,1d",
          "taskweir.sensors.lateness", "10 min",
          "taskweir.audit", "ALL");

  /** Where it may crash, and within how many times a portion of the readings surely gets there. */
  private static final List<Map.Entry<String, Integer>> POINTS =
      List.of(
          Map.entry("split-readings begins", 100),
          Map.entry("validate-reading ends", 100),
          Map.entry("drop-duplicates begins", 100),
          Map.entry("roll-up adds", 100),
          Map.entry("roll-up fires", 60));

  private static final int PORTIONS = 4;

  private final SensorFeed fed = SensorFeed.of(7, 6, 140);

  @BeforeEach
  void forgetOlderFaults() {
    Faults.clear();
  }

  @Test
  void addsUpEveryReadingOnce(Machine machine) throws Exception {
    try (Run run = Run.ofSensors(machine, Machine.SLOTS, SETTINGS)) {
      Outcome outcome = run.feedReadings(fed.lines()).startBounded().awaitEnd();

      assertThat(outcome.restarts()).isZero();
      SensorSums.assertAddUp(outcome, fed);
      assertReportsAllRollUps(outcome);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void losesAndRepeatsNothingInCrashes(long seed, Machine machine) throws Exception {
    Random random = new Random(seed);
    try (Run run = Run.ofSensors(machine, Machine.SLOTS, SETTINGS)) {
      run.withSensorTasks(FaultySensors::all).start();
      int size = fed.lines().size() / PORTIONS;
      for (int portion = 0; portion < PORTIONS; portion++) {
        int end = portion == PORTIONS - 1 ? fed.lines().size() : (portion + 1) * size;
        Map.Entry<String, Integer> point = POINTS.get(random.nextInt(POINTS.size()));
        Faults.plan(point.getKey(), 1 + random.nextInt(point.getValue()));
        List<Line> lines = fed.lines().subList(portion * size, end);
        run.feedReadings(lines);
        run.await(() -> Faults.pending() == 0);
        awaitReceived(run, end);
      }
      Outcome outcome = run.drain();

      assertThat(Faults.struck()).isEqualTo(PORTIONS);
      assertThat(outcome.restarts()).isPositive();
      SensorSums.assertAddUp(outcome, fed);
      assertReportsAllRollUps(outcome);
    }
  }

  @Test
  void goesOnWhereItStoppedOnFewerSubtasksAndOnMore(Machine machine) throws Exception {
    int third = fed.lines().size() / 3;
    try (Run run = Run.ofSensors(machine, Machine.SLOTS, SETTINGS)) {
      run.feedReadings(fed.lines().subList(0, third)).start();
      awaitReceived(run, third / 2);
      String savepoint = run.stopWithSavepoint();

      run.withParallelism(1).feedReadings(fed.lines().subList(third, 2 * third));
      run.startFrom(savepoint);
      awaitReceived(run, third + third / 2);
      savepoint = run.stopWithSavepoint();

      run.withParallelism(2).feedReadings(fed.lines().subList(2 * third, fed.lines().size()));
      run.startFrom(savepoint);
      awaitReceived(run, fed.lines().size());

      SensorSums.assertAddUp(run.drain(), fed);
    }
  }

  @Test
  void takesUpSettingsWhileItRunsAndReportsABadOne(Machine machine) throws Exception {
    try (Run run = Run.ofSensors(machine, Machine.SLOTS, SETTINGS)) {
      run.set("sensors.range.low", "{\"sensors\":\"s*\",\"max\":10}");
      run.feedReadings(List.of(line("s1", "2026-01-01T00:00:10Z", 11))).start();
      run.await(() -> run.committed("dead-letters").where("reason", "RANGE").size() == 1);

      run.set("sensors.range.low", "{\"sensors\":\"s*\",\"max\":\"a lot\"}");
      run.await(() -> run.committed("dead-letters").where("reason", "SETTING").size() == 1);
      run.feedReadings(List.of(line("s1", "2026-01-01T00:01:10Z", 12)));
      run.await(() -> run.committed("dead-letters").where("reason", "RANGE").size() == 2);

      run.set("sensors.range.low", null);
      run.set("sensors.group.all", "{\"sensors\":\"s*\",\"group\":\"all\"}");
      run.await(
          () ->
              run.accountsSoFar().of("validate-reading-settings", "succeeded") == 3
                  && run.committed("audit").where("stage", "validate-reading-settings").size()
                      == 4);
      run.feedReadings(List.of(line("s1", "2026-01-01T00:02:10Z", 13)));
      awaitReceived(run, 3);
      Outcome outcome = run.drain();

      Records minutes = outcome.results("rollups").where("every", "1m");
      assertThat(minutes.texts("group")).containsExactly("all");
      assertThat(minutes.texts("sum")).containsExactly("13.0");
    }
  }

  /** Each firing of a window is in exactly one report. */
  private static void assertReportsAllRollUps(Outcome outcome) {
    long reported =
        outcome.results("reports").all().stream()
            .mapToLong(report -> report.path("rollups").asLong())
            .sum();
    assertThat(reported).isEqualTo(outcome.results("rollups").size());
  }

  /** Waits until so many readings have ended at the stage that checks them, or wait there. */
  private static void awaitReceived(Run run, int readings) {
    run.await(() -> run.accountsSoFar().of("validate-reading", "started") >= readings);
  }

  private static Line line(String sensor, String time, int value) {
    String json =
        "{\"sensor\":\"%s\",\"timestamp\":\"%s\",\"value\":%d}".formatted(sensor, time, value);
    return new Line("test", sensor, json);
  }
}
