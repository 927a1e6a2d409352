package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Words.Line;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Setting;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.Test;

/**
 * Settings reach a stage while it runs; a bad one is refused and reported, and the old one stays.
 */
class SettingsTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final LineLimits.Schema SCHEMA = new LineLimits.Schema();
  private static final DataStream<Setting> CHANGES =
      ClusterJob.environment().fromData(new Setting("line.x", 1, "1"));

  private static Stage<Line, String> stage(Setting... initial) {
    return WORKFLOW
        .stage("say-limits", new LineLimits.Say())
        .keyBy(Line::key)
        .reads(CHANGES, SCHEMA, List.of(initial));
  }

  private static SettingsHarness<Line, String> open(Setting... initial) throws Exception {
    return SettingsHarness.of(stage(initial), Line.class);
  }

  private static SettingsHarness<Line, String> restored(
      OperatorSubtaskState state, Setting... initial) throws Exception {
    return SettingsHarness.subtask(stage(initial), Line.class, state, 1, 1, 0);
  }

  /** What a task sees now. */
  private static String seen(SettingsHarness<Line, String> stage) throws Exception {
    stage.send("any", new Line("k", "x"));
    List<String> results = stage.results();
    return results.get(results.size() - 1);
  }

  @Test
  void aTaskSeesTheNewestOfEachName() throws Exception {
    try (var stage = open()) {
      assertThat(seen(stage)).isEqualTo("{}");
      stage.set("line.a", 1, "1");
      stage.set("line.b", 1, "2");
      assertThat(seen(stage)).isEqualTo("{a=1, b=2}");
      stage.set("line.a", 7, "3");

      assertThat(seen(stage)).isEqualTo("{a=3, b=2}");
      assertThat(stage.settingsAccount("started")).isEqualTo(3);
      assertThat(stage.settingsAccount("succeeded")).isEqualTo(3);
    }
  }

  @Test
  void whatIsNotOursOrNotNewerIsPassedOverInSilence() throws Exception {
    try (var stage = open(new Setting("line.a", 5, "1"))) {
      stage.set("other.a", 9, "no number");
      stage.set(null, 9, "1");
      stage.set("line.a", 5, "2");
      stage.set("line.a", 4, "0");

      assertThat(seen(stage)).isEqualTo("{a=1}");
      assertThat(stage.deadLetters()).isEmpty();
      assertThat(stage.settingsAccount("started")).isEqualTo(1);
    }
  }

  @Test
  void aRecordThatIsNoSettingIsReportedAndSetsNothing() throws Exception {
    try (var stage = open(new Setting("line.a", 5, "1"))) {
      stage.set(Setting.UNREADABLE, 6, "\"settings/0@5: a setting's name as key expected\"");

      assertThat(seen(stage)).isEqualTo("{a=1}");
      assertThat(stage.deadLetters()).hasSize(1);
      assertThat(stage.deadLetters().get(0).reason()).isEqualTo("SETTING");
      assertThat(stage.deadLetters().get(0).detail()).contains("a setting's name as key expected");
    }
  }

  @Test
  void aNullRemovesAndItsVersionStaysKnown() throws Exception {
    try (var stage = open(new Setting("line.a", 5, "1"))) {
      stage.set("line.a", 6, null);
      assertThat(seen(stage)).isEqualTo("{}");
      stage.set("line.a", 5, "1");
      assertThat(seen(stage)).isEqualTo("{}");
      stage.set("line.a", 7, "2");

      assertThat(seen(stage)).isEqualTo("{a=2}");
      assertThat(stage.deadLetters()).isEmpty();
    }
  }

  @Test
  void aBadOneIsReportedOnceAndTheOldValueStays() throws Exception {
    try (var stage = open()) {
      stage.set("line.a", 1, "1");
      stage.set("line.a", 2, "0");
      stage.set("line.a", 2, "0");
      stage.set("line.a", 1, "1");

      assertThat(seen(stage)).isEqualTo("{a=1}");
      assertThat(stage.deadLetters()).hasSize(1);
      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(letter.stage()).isEqualTo("say-limits-settings");
      assertThat(letter.reason()).isEqualTo("LINE_LIMIT");
      assertThat(letter.detail()).isEqualTo("line.a: at least 1 expected, got 0");
      assertThat(letter.input().type()).isEqualTo("Setting");
      assertThat(letter.input().encoding()).isEqualTo(DeadLetter.Encoding.JSON);
      assertThat(letter.input().value())
          .isEqualTo("{\"name\":\"line.a\",\"version\":2,\"value\":\"0\"}");
      assertThat(stage.settingsAccount("started")).isEqualTo(2);
      assertThat(stage.settingsAccount("succeeded")).isEqualTo(1);
      assertThat(stage.settingsAccount("dead")).isEqualTo(1);
      assertThat(stage.audit().stream().filter(e -> e.stage().equals("say-limits-settings")))
          .extracting(AuditEvent::event)
          .containsExactly(Event.SUCCEEDED, Event.DEAD);
      stage.set("line.a", 3, "4");
      assertThat(seen(stage)).isEqualTo("{a=4}");
    }
  }

  @Test
  void whatTheSchemaDoesNotExpectIsADeadLetterToo() throws Exception {
    try (var stage = open()) {
      stage.set("line.a", 1, "no number");

      assertThat(stage.deadLetters())
          .extracting(DeadLetter::reason, DeadLetter::failureClass)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("SETTING", FailureClass.POISON));
      assertThat(stage.deadLetters().get(0).detail()).contains("NumberFormatException");
      assertThat(seen(stage)).isEqualTo("{}");
    }
  }

  @Test
  void theAuditFollowsTheStagesLevel() throws Exception {
    for (AuditLevel level : AuditLevel.values()) {
      Stage<Line, String> audited = stage().settings(StageSettings.DEFAULTS.withAudit(level));
      try (var stage = SettingsHarness.of(audited, Line.class)) {
        stage.set("line.a", 1, "1");
        stage.set("line.a", 2, "0");

        assertThat(stage.audit())
            .hasSize(
                switch (level) {
                  case ALL -> 2;
                  case FAILURES -> 1;
                  case NONE -> 0;
                });
        assertThat(stage.deadLetters()).hasSize(1);
      }
    }
  }

  @Test
  void whatHeldAtSubmissionIsThereFromTheFirstRecordOnAndABadOneOfItIsReported() throws Exception {
    try (var stage =
        open(
            new Setting("line.b", 1, "2"),
            new Setting("line.a", 1, "0"),
            new Setting("line.b", 2, "3"),
            new Setting("other", 1, "x"))) {
      assertThat(seen(stage)).isEqualTo("{b=3}");
      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("LINE_LIMIT");
      stage.set("line.a", 1, "0");

      assertThat(stage.deadLetters()).hasSize(1);
      assertThat(stage.settingsAccount("started")).isEqualTo(2);
    }
  }

  @Test
  void theValueDoesNotDependOnTheOrderOfArrival() throws Exception {
    Stage<Line, String> order =
        WORKFLOW
            .<Line, String>stage(
                "say-order", (line, c) -> c.emit(c.settings(LineLimits.class).folded()))
            .returns(String.class)
            .keyBy(Line::key)
            .reads(CHANGES, SCHEMA, List.of(new Setting("line.c", 1, "1")));
    try (var stage = SettingsHarness.of(order, Line.class)) {
      stage.set("line.b", 1, "1");
      stage.set("line.a", 1, "1");
      stage.set("line.b", 2, "1");

      assertThat(seen(stage)).isEqualTo("line.a line.b line.c ");
    }
  }

  @Test
  void aCheckpointWinsWhereItIsNewerAndTheSubmissionWhereThatIs() throws Exception {
    try (var before = open(new Setting("line.a", 5, "1"), new Setting("line.b", 5, "1"))) {
      before.set("line.a", 6, "2");
      before.set("line.c", 6, "0");
      try (var stage =
          restored(
              before.snapshot(),
              new Setting("line.a", 5, "1"),
              new Setting("line.b", 7, "3"),
              new Setting("line.c", 6, "0"))) {
        assertThat(seen(stage)).isEqualTo("{a=2, b=3}");
        assertThat(stage.deadLetters()).isEmpty();
        assertThat(stage.settingsAccount("started")).isEqualTo(5);
        assertThat(stage.settingsAccount("dead")).isEqualTo(1);
      }
    }
  }

  @Test
  void aBadOneThatIsNewerAtSubmissionLeavesWhatTheCheckpointHolds() throws Exception {
    try (var before = open(new Setting("line.a", 1, "1"));
        var stage = restored(before.snapshot(), new Setting("line.a", 2, "0"))) {
      assertThat(seen(stage)).isEqualTo("{a=1}");
      assertThat(stage.deadLetters()).hasSize(1);
    }
  }

  @Test
  void whatANewVersionOfTheCodeRefusesOrDoesNotOwnIsNotReadAndTheFirstIsReportedOnce()
      throws Exception {
    Stage<Line, String> stricter =
        WORKFLOW
            .stage("say-limits", new LineLimits.Say())
            .keyBy(Line::key)
            .reads(CHANGES, new LineLimits.Schema("line.a", 2), List.of());
    try (var before = open(new Setting("line.a", 1, "1"), new Setting("line.b", 1, "1"));
        var stage = SettingsHarness.subtask(stricter, Line.class, before.snapshot(), 1, 1, 0);
        var again = SettingsHarness.subtask(stricter, Line.class, stage.snapshot(), 1, 1, 0)) {
      assertThat(seen(stage)).isEqualTo("{}");
      assertThat(stage.deadLetters()).extracting(DeadLetter::reason).containsExactly("LINE_LIMIT");
      assertThat(seen(again)).isEqualTo("{}");
      assertThat(again.deadLetters()).isEmpty();
    }
  }

  @Test
  void everySubtaskHasThemAllAfterRescalingAndOneSpeaksForAll() throws Exception {
    try (var alone = open(new Setting("line.a", 1, "1"))) {
      alone.set("line.b", 1, "2");
      OperatorSubtaskState state = alone.snapshot();
      try (var first = SettingsHarness.subtask(stage(), Line.class, state, 1, 2, 0);
          var second = SettingsHarness.subtask(stage(), Line.class, state, 1, 2, 1)) {
        for (var stage : List.of(first, second)) {
          stage.set("line.c", 1, "3");
          stage.set("line.b", 2, "0");
        }
        assertThat(first.deadLetters()).hasSize(1);
        assertThat(second.deadLetters()).isEmpty();
        assertThat(second.audit()).isEmpty();
        OperatorSubtaskState both = StageHarness.together(first.snapshot(), second.snapshot());
        try (var again = SettingsHarness.subtask(stage(), Line.class, both, 2, 1, 0)) {
          assertThat(seen(again)).isEqualTo("{a=1, b=2, c=3}");
          assertThat(again.settingsAccount("started")).isEqualTo(4);
          assertThat(again.settingsAccount("dead")).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void onlyTheTasksEventTimeCounts() throws Exception {
    try (var stage = open()) {
      stage.watermarks(5, Long.MIN_VALUE);
      stage.watermarks(6, Long.MAX_VALUE);
      stage.idle(true, false);
      stage.idle(false, true);

      assertThat(stage.output())
          .containsExactly(
              new Watermark(5), new Watermark(6), WatermarkStatus.IDLE, WatermarkStatus.ACTIVE);
    }
  }

  @Test
  void drainsWhenBothInputsHaveEnded() throws Exception {
    try (var stage = SettingsHarness.of(failingOnce(), Line.class)) {
      stage.send("a", new Line("k", "x"));
      stage.watermarks(Long.MAX_VALUE, Long.MAX_VALUE);
      stage.end(1);
      assertThat(stage.output()).isEmpty();
      stage.set("line.a", 1, "1");
      stage.end(2);

      assertThat(stage.results()).containsExactly("{a=1}");
      assertThat(stage.output()).last().isEqualTo(Watermark.MAX_WATERMARK);
      assertThat(stage.output()).first().isInstanceOf(StreamRecord.class);
    }
  }

  @Test
  void drainsWhenTheTasksEndLast() throws Exception {
    try (var stage = open()) {
      stage.end(2);
      assertThat(seen(stage)).isEqualTo("{}");
      stage.watermarks(Long.MAX_VALUE, Long.MAX_VALUE);
      stage.end(1);

      assertThat(stage.output()).hasSize(2).last().isEqualTo(Watermark.MAX_WATERMARK);
    }
  }

  @Test
  void aTaskCannotAskForSettingsThatItsStageDoesNotRead() throws Exception {
    Stage<Line, String> other =
        WORKFLOW
            .<Line, String>stage("say-other", (line, context) -> context.settings(String.class))
            .returns(String.class)
            .settings(
                StageSettings.DEFAULTS.withRetries(
                    1, java.time.Duration.ofSeconds(1), java.time.Duration.ofSeconds(1)))
            .keyBy(Line::key);
    try (var stage = StageHarness.of(other, Line.class)) {
      stage.send("a", new Line("k", ""));

      assertThat(stage.deadLetters().get(0).detail())
          .endsWith("this stage declares no reads(...) of java.lang.String");
    }
    try (var stage = SettingsHarness.of(other.reads(CHANGES, SCHEMA, List.of()), Line.class)) {
      stage.send("a", new Line("k", ""));

      assertThat(stage.deadLetters()).hasSize(1);
    }
  }

  @Test
  void noOtherStageMayHaveTheNameUnderWhichSettingsAreReported() {
    Workflow workflow = Workflow.named("words");
    var tasks = ClusterJob.environment().fromData(new Line("k", "x")).uid("lines");
    workflow
        .stage("say-limits", new LineLimits.Say())
        .keyBy(Line::key)
        .reads(
            tasks.getExecutionEnvironment().fromData(new Setting("line.x", 1, "1")),
            SCHEMA,
            List.of())
        .on(tasks, Line::key);

    assertThatThrownBy(
            () ->
                workflow
                    .stage("say-limits-settings", new Words())
                    .keyBy(Line::key)
                    .on(tasks, Line::text))
        .hasMessageContaining("duplicate stage uid: say-limits-settings");
  }

  private static Stage<Line, String> failingOnce() {
    return WORKFLOW
        .<Line, String>stage(
            "fail-once",
            (line, context) -> {
              if (context.task().attempt() == 1) {
                throw new java.io.IOException("once");
              }
              context.emit(context.settings(LineLimits.class).limits().toString());
            })
        .returns(String.class)
        .settings(StageSettings.DEFAULTS.withDrainTimeout(java.time.Duration.ZERO))
        .keyBy(Line::key)
        .reads(CHANGES, SCHEMA, List.of());
  }
}
