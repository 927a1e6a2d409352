package io.taskweir.engine;

import static io.taskweir.engine.CollectHarness.BERLIN;
import static io.taskweir.engine.CollectHarness.berlin;
import static io.taskweir.engine.CollectHarness.hex;
import static io.taskweir.engine.CollectHarness.item;
import static io.taskweir.engine.CollectHarness.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Source;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;

/** When the items of a key are handed on, as what, and what is left of a key then. */
class CollectTest {

  private static final String HOURLY = "0 * * * *";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Trigger THREE = Trigger.after(3);
  private static final Trigger EACH_HOUR = Trigger.at(HOURLY, BERLIN);

  @Test
  void firesAtOnceWhenSoManyItemsAreThere() throws Exception {
    try (var report = CollectHarness.of(THREE)) {
      report.clock(5);
      report.send("a", "one", "two");
      assertThat(report.batches()).isEmpty();
      report.clock(7);
      report.send("a", "three", "four");

      assertThat(report.fired()).containsExactly("COUNT #1 one two three");
      assertThat(report.batches().get(0).due()).isEqualTo(7);
      report.send("a", "five", "six");
      assertThat(report.fired())
          .containsExactly("COUNT #1 one two three", "COUNT #2 four five six");
    }
  }

  @Test
  void collectsEachKeyOfEachTenantOnItsOwn() throws Exception {
    try (var report = CollectHarness.of(THREE)) {
      report.send("a", "one", "two");
      report.send("b", "three");
      report.send(StageHarness.task("blue", "four", new Line("a", "four")));
      assertThat(report.batches()).isEmpty();
      report.send("a", "five");

      assertThat(report.fired()).containsExactly("COUNT #1 one two five");
      assertThat(report.keys()).isEqualTo(2);
    }
  }

  @Test
  void firesAtCronTimesInAZone() throws Exception {
    try (var report = CollectHarness.of(Trigger.at("30 9 * * *", BERLIN), "2025-07-01T08:00")) {
      report.send("a", "one", "two");
      report.clock(berlin("2025-07-01T09:30") - 1);
      assertThat(report.batches()).isEmpty();
      report.clock("2025-07-01T09:30");

      assertThat(report.fired()).containsExactly("SCHEDULE #1 one two");
      assertThat(report.dues()).containsExactly("2025-07-01T09:30");
    }
  }

  @Test
  void firesAScheduleOnlyWhereThereAreItems() throws Exception {
    try (var report = CollectHarness.of(EACH_HOUR, "2025-07-01T08:30")) {
      report.send("a", "one");
      report.clock("2025-07-01T09:00");
      assertThat(report.subtasks.timers()).isZero();
      report.clock("2025-07-01T11:30");
      report.send("a", "two");
      report.clock("2025-07-01T12:00");

      assertThat(report.fired()).containsExactly("SCHEDULE #1 one", "SCHEDULE #2 two");
      assertThat(report.dues()).containsExactly("2025-07-01T09:00", "2025-07-01T12:00");
    }
  }

  @Test
  void aKeysFirstCronTimeIsTheFirstAfterItsFirstItem() throws Exception {
    try (var report = CollectHarness.of(EACH_HOUR, "2025-07-01T09:00")) {
      report.send("a", "one");
      report.clock(berlin("2025-07-01T10:00") - 1);
      assertThat(report.batches()).isEmpty();
      report.clock("2025-07-01T10:00");

      assertThat(report.dues()).containsExactly("2025-07-01T10:00");
    }
  }

  @Test
  void firesALongestWaitAfterTheFirstItem() throws Exception {
    try (var report = CollectHarness.of(Trigger.after(MINUTE))) {
      report.clock(1_000);
      report.send("a", "one");
      report.clock(50_000);
      report.send("a", "two");
      report.clock(60_999);
      assertThat(report.batches()).isEmpty();
      report.clock(61_000);
      report.clock(300_000);

      assertThat(report.fired()).containsExactly("WAIT #1 one two");
      assertThat(report.batches().get(0).due()).isEqualTo(61_000);
    }
  }

  @Test
  void firesByWhicheverComesFirst() throws Exception {
    Trigger any = Trigger.after(2).orAt(HOURLY, BERLIN).orAfter(Duration.ofMinutes(20));
    try (var report = CollectHarness.of(any, "2025-07-01T08:30")) {
      report.send("a", "one");
      report.clock("2025-07-01T08:50");
      report.send("a", "two");
      report.clock("2025-07-01T09:00");
      report.clock("2025-07-01T09:59");
      report.send("a", "three", "four", "five");
      report.clock("2025-07-01T11:00");

      assertThat(report.fired())
          .containsExactly(
              "WAIT #1 one", "SCHEDULE #2 two", "COUNT #3 three four", "SCHEDULE #4 five");
      assertThat(report.dues())
          .containsExactly(
              "2025-07-01T08:50", "2025-07-01T09:00", "2025-07-01T09:59", "2025-07-01T10:00");
    }
  }

  @Test
  void aScheduleComesBeforeAWaitThatEndsWithIt() throws Exception {
    Trigger both = EACH_HOUR.orAfter(Duration.ofMinutes(30));
    try (var report = CollectHarness.of(both, "2025-07-01T08:30")) {
      report.send("a", "one");
      report.clock("2025-07-01T10:00");

      assertThat(report.fired()).containsExactly("SCHEDULE #1 one");
    }
  }

  @Test
  void firesTenThousandItemsAtOnceWhereNoNumberIsDeclared() throws Exception {
    try (var report = CollectHarness.of(EACH_HOUR)) {
      Task<Line> item = item("a", "one");
      for (int i = 1; i < Trigger.COUNT_UNLESS_TOLD; i++) {
        report.send(item);
      }
      assertThat(report.batches()).isEmpty();
      report.send(item);

      assertThat(report.batches()).hasSize(1);
      assertThat(report.batches().get(0).cause()).isEqualTo(Batch.Cause.COUNT);
      assertThat(report.batches().get(0).items()).hasSize(Trigger.COUNT_UNLESS_TOLD);
      assertThat(report.keys()).isZero();
      assertThat(report.subtasks.timers()).isZero();
    }
  }

  @Test
  void aBatchIsARunOfItsOwnUnderItsKey() throws Exception {
    try (var report = CollectHarness.of(Trigger.after(MINUTE))) {
      Task<Line> item = StageHarness.task("blue", "one", new Line("a", "one"));
      report.clock(5);
      report.send(item);
      report.clock(70_000);

      TaskId key = TaskId.derive("blue", "a");
      TaskId id = TaskId.derive("batch", "report-collect", key.hex(), "1");
      Batch<Line> batch = report.batches().get(0);
      assertThat(report.tasks())
          .containsExactly(
              new Task<>(
                  id, id, null, key, "blue", 0, 1, 0, 60_005, Task.NO_DEADLINE, null, batch));
    }
  }

  @Test
  void spreadsKeysOverTheJitterAndAlwaysFiresOneAtItsOwnTime() throws Exception {
    Trigger spread = EACH_HOUR.jitter(Duration.ofMinutes(5));
    try (var report = CollectHarness.of(spread, "2025-07-01T08:30")) {
      List<Long> first = secondsPastTheHour(report, "2025-07-01T09:00");
      List<Long> second = secondsPastTheHour(report, "2025-07-01T10:00");

      assertThat(first).hasSize(1_000).isEqualTo(second);
      assertThat(first.stream().distinct().count()).isGreaterThan(250);
      for (long minute = 0; minute < 5; minute++) {
        long begin = minute * 60;
        assertThat(first.stream().filter(passed -> passed / 60 * 60 == begin).count())
            .isBetween(140L, 260L);
      }
      assertThat(report.dues().stream().distinct())
          .containsExactly("2025-07-01T09:00", "2025-07-01T10:00");
    }
  }

  /** Sends an item to each of 1,000 keys, and says after how many seconds each fires. */
  private static List<Long> secondsPastTheHour(CollectHarness report, String hour)
      throws Exception {
    for (int key = 0; key < 1_000; key++) {
      report.send("key-" + key, "item-" + key);
    }
    int before = report.tasks().size();
    List<Long> bySecond = new ArrayList<>();
    for (long second = 0; second <= 300; second++) {
      report.clock(berlin(hour) + second * 1_000);
      for (int heard = before + bySecond.size(); heard < report.tasks().size(); heard++) {
        bySecond.add(second);
      }
    }
    List<Task<Batch<Line>>> fired = report.tasks().subList(before, report.tasks().size());
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < fired.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(i -> fired.get(i).key().hex()));
    return order.stream().map(bySecond::get).toList();
  }

  @Test
  void firesAnEmptyScheduleWhereItIsToldTo() throws Exception {
    try (var report = CollectHarness.of(EACH_HOUR.evenIfEmpty(), "2025-07-01T08:30")) {
      report.clock("2025-07-01T09:00");
      assertThat(report.batches()).isEmpty();
      report.send("a", "one");
      report.clock("2025-07-01T10:00");
      report.clock("2025-07-01T11:00");
      report.send("a", "two");
      report.clock("2025-07-01T12:00");

      assertThat(report.fired())
          .containsExactly("SCHEDULE #1 one", "SCHEDULE #2", "SCHEDULE #3 two");
      assertThat(report.tasks()).extracting(Task::tenant).containsOnly(Task.DEFAULT_TENANT);
    }
  }

  @Test
  void endsAnEmptyScheduleWhenNoItemHasComeForLong() throws Exception {
    Trigger trigger = EACH_HOUR.evenIfEmpty().idleAfter(Duration.ofMinutes(150));
    try (var report = CollectHarness.of(trigger, "2025-07-01T08:30")) {
      report.send("a", "one");
      report.clock("2025-07-01T10:59");
      assertThat(report.keys()).isOne();
      report.clock("2025-07-01T11:00");
      report.clock("2025-07-01T20:00");

      assertThat(report.fired()).containsExactly("SCHEDULE #1 one", "SCHEDULE #2");
      assertThat(report.keys()).isZero();
      assertThat(report.subtasks.timers()).isZero();
    }
  }

  @Test
  void keepsNothingOfAKeyWithoutItemsButItsNumberAndThatForATime() throws Exception {
    try (var report = CollectHarness.of(THREE.idleAfter(MINUTE).orAfter(Duration.ofHours(1)))) {
      report.send("a", "one", "two", "three");
      assertThat(report.keys()).isZero();
      assertThat(report.subtasks.timers()).isZero();
      assertThat(report.subtasks.keysIn("batch-firings")).isOne();
      report.clock(59_999);
      report.send("a", "one", "two", "three");
      report.clock(59_999 + 60_000);
      report.send("a", "one", "two", "three");

      assertThat(report.batches()).extracting(Batch::firing).containsExactly(1L, 2L, 1L);
    }
  }

  @Test
  void neverForgetsTheNumberOfAKeyWhoseItemsWait() throws Exception {
    try (var report = CollectHarness.of(THREE.idleAfter(MINUTE))) {
      report.send("a", "one", "two", "three", "four");
      report.clock(Duration.ofDays(400).toMillis());
      report.send("a", "five", "six");

      assertThat(report.fired())
          .containsExactly("COUNT #1 one two three", "COUNT #2 four five six");
    }
  }

  @Test
  void anItemHasEndedWhenItIsCollected() throws Exception {
    try (var report = CollectHarness.of(THREE)) {
      report.send("a", "one", "two");

      assertThat(report.account("started")).isEqualTo(2);
      assertThat(report.account("succeeded")).isEqualTo(2);
      assertThat(report.audit())
          .extracting(AuditEvent::event, AuditEvent::task, AuditEvent::stage)
          .containsExactly(
              tuple(Event.SUCCEEDED, item("a", "one").id().hex(), "report-collect"),
              tuple(Event.SUCCEEDED, item("a", "two").id().hex(), "report-collect"));
    }
  }

  @Test
  void anItemWithoutAKeyOrPastItsDeadlineIsADeadLetter() throws Exception {
    try (var report = CollectHarness.of(Trigger.after(1))) {
      report.clock(10);
      report.send(null, "keyless");
      report.send(
          Task.root(
              new TaskId(1, 2), "blue", 0, 10, new Source("n", "t", 1, 2), new Line("a", "x")));

      assertThat(report.batches()).isEmpty();
      assertThat(report.deadLetters())
          .extracting(DeadLetter::reason)
          .containsExactly("KEY", "DEADLINE");
      assertThat(report.deadLetters())
          .extracting(DeadLetter::failureClass)
          .containsExactly(FailureClass.POISON, FailureClass.LIMIT);
      assertThat(report.deadLetters().get(0).input().value()).contains("keyless");
      assertThat(report.audit()).extracting(AuditEvent::event).containsOnly(Event.DEAD);
      assertThat(report.account("started")).isEqualTo(2);
      assertThat(report.account("dead")).isEqualTo(2);
      assertThat(report.keys()).isZero();
    }
  }

  @Test
  void countsWhatItsAuditLeavesOut() throws Exception {
    for (AuditLevel level : AuditLevel.values()) {
      try (var report = new CollectHarness(THREE, level, null, 0)) {
        report.send("a", "one");
        report.send(null, "keyless");

        assertThat(report.account("succeeded")).isEqualTo(1);
        assertThat(report.account("dead")).isEqualTo(1);
        int events =
            switch (level) {
              case ALL -> 2;
              case FAILURES -> 1;
              case NONE -> 0;
            };
        assertThat(report.audit()).hasSize(events);
      }
    }
  }

  @Test
  void everyKeyWithItemsFiresAtTheEndInOrderOfKeyAndThenTheLastWatermarkComes() throws Exception {
    try (var report = CollectHarness.of(EACH_HOUR.orAfter(5).evenIfEmpty())) {
      for (int key = 0; key < 50; key++) {
        report.send("key-" + key, "one-" + key, "two-" + key);
      }
      report.send("full", "1", "2", "3", "4", "5");
      report.clock(7);
      report.watermark(7);
      report.watermark(Long.MAX_VALUE);
      assertThat(report.said(Watermark.class)).containsExactly(new Watermark(7));
      report.end();

      List<Task<Batch<Line>>> ended = report.tasks().subList(1, 51);
      assertThat(report.tasks()).hasSize(51);
      assertThat(ended).extracting(task -> task.key().hex()).isSorted();
      assertThat(ended)
          .allSatisfy(
              task -> {
                assertThat(task.payload().cause()).isEqualTo(Batch.Cause.END);
                assertThat(task.payload().due()).isEqualTo(7);
                assertThat(task.payload().items()).hasSize(2);
              });
      assertThat(report.said().get(report.said().size() - 1)).isEqualTo(Watermark.MAX_WATERMARK);
      assertThat(report.said(Watermark.class)).hasSize(2);
      assertThat(report.keys()).isZero();
      assertThat(report.subtasks.timers()).isZero();
    }
  }

  @Test
  void whatStopsWithASavepointDoesNotFire() throws Exception {
    try (var report = CollectHarness.of(EACH_HOUR, "2025-07-01T08:30")) {
      report.send("a", "one");
      report.subtasks.snapshot();
      report.subtasks.close();

      assertThat(report.batches()).isEmpty();
    }
  }

  @Test
  void itsKeyIsTheKeyOfTheStageBehindIt() throws Exception {
    try (var report = CollectHarness.of(Trigger.after(1))) {
      report.send("a", "one");

      assertThat(report.tasks().get(0).key().hex()).isEqualTo(hex(keyOf(item("a", "one"))));
    }
  }
}
