package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.Words.Line;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Entries that expire, shared by the tasks of one stage key. */
class SharedEntriesTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static Stage<Line, String> stage() {
    return WORKFLOW.stage("share-orders", new ShareOrders()).keyBy(Line::key);
  }

  private static StageHarness<Line, String> open() throws Exception {
    return StageHarness.of(stage().shares(LONGEST), Line.class);
  }

  private static Line orders(String orders) {
    return new Line("k", orders);
  }

  @Test
  void whatATaskWritesTheNextOfItsKeyReads() throws Exception {
    try (var stage = open()) {
      stage.send("a", orders("get x, put x 1 1000"));
      stage.send("b", orders("get x, put x 2 1000"));
      stage.send("c", orders("get x, get y"));

      assertThat(stage.results()).containsExactly("x=null", "x=1", "x=2", "y=null");
    }
  }

  @Test
  void aTaskSeesItsOwnWritesAtOnce() throws Exception {
    try (var stage = open()) {
      stage.send("a", orders("put x 1 1000, get x, put x 2 1000, get x, remove x, get x"));

      assertThat(stage.results()).containsExactly("x=1", "x=2", "x=null");
      assertThat(stage.stateEntries()).isZero();
    }
  }

  @Test
  void everyEntryExpiresAtItsOwnTime() throws Exception {
    try (var stage = open()) {
      stage.send("a", orders("put short 1 1000, put long 1 5000"));
      stage.clock(999);
      stage.send("b", orders("get short, get long"));
      stage.clock(1_000);
      stage.send("c", orders("get short, get long"));
      stage.clock(5_000);
      stage.send("d", orders("get short, get long"));

      assertThat(stage.results())
          .containsExactly("short=1", "long=1", "short=null", "long=1", "short=null", "long=null");
    }
  }

  @Test
  void aNewWriteSetsTheExpiryAnew() throws Exception {
    try (var stage = open()) {
      stage.send("a", orders("put x 1 5000"));
      stage.clock(500);
      stage.send("b", orders("put x 2 1000"));
      stage.clock(1_500);
      stage.send("c", orders("get x"));

      assertThat(stage.results()).containsExactly("x=null");
    }
  }

  @Test
  void removesAnEntryForAll() throws Exception {
    try (var stage = open()) {
      stage.send("a", orders("put x 1 1000, put y 1 1000"));
      stage.send("b", orders("remove x, remove unknown"));
      stage.send("c", orders("get x, get y"));

      assertThat(stage.results()).containsExactly("x=null", "y=1");
    }
  }

  @Test
  void aThrowLeavesNoWriteAndNoRemoval() throws Exception {
    try (var stage = open()) {
      stage.send("a", orders("put x 1 60000"));
      stage.send("b", orders("put x 2 60000, put y 1 60000, fail-first"));
      stage.send("c", orders("remove x, fail-first"));
      stage.send("d", orders("get x, get y"));
      assertThat(stage.results()).containsExactly("x=1", "y=null");
      stage.send("e", orders("put x 3 60000, reject"));
      stage.send("f", orders("get x"));

      assertThat(stage.results()).endsWith("x=1");
    }
  }

  @Test
  void aRetryWritesWhenItReturns() throws Exception {
    try (var stage = open()) {
      stage.send("a", orders("get x, put x 1 1000, fail-first"));
      stage.advance(Duration.ofSeconds(2));
      long written = stage.now();
      stage.send("b", orders("get x"));

      assertThat(stage.results()).containsExactly("x=null", "x=1");
      stage.clock(written + 1_000);
      stage.send("c", orders("get x"));
      assertThat(stage.results()).endsWith("x=null");
    }
  }

  @Test
  void refusesALongerLifetimeThanTheStageDeclares() throws Exception {
    Stage<Line, String> once =
        stage()
            .shares(LONGEST)
            .settings(
                StageSettings.DEFAULTS.withRetries(
                    1, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    try (var stage = StageHarness.of(once, Line.class)) {
      stage.send("a", orders("put x 1 600000"));
      stage.send("b", orders("put x 2 600001"));
      stage.send("c", orders("get x"));

      DeadLetter letter = stage.deadLetters().get(0);
      assertThat(letter.failureClass()).isEqualTo(FailureClass.BUG);
      assertThat(letter.detail())
          .endsWith("shared entry x: lifetime of at most PT10M expected, got PT10M0.001S");
      assertThat(stage.results()).containsExactly("x=1");
    }
  }

  @Test
  void refusesAStageThatSharesForNoTime() {
    assertThatThrownBy(() -> stage().shares(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stage share-orders: shares: a lifetime of at least 1 ms expected, got PT0S");
  }

  @Test
  void refusesAStageThatDeclaresNone() throws Exception {
    Stage<Line, String> once =
        stage()
            .settings(
                StageSettings.DEFAULTS.withRetries(
                    1, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    try (var stage = StageHarness.of(once, Line.class)) {
      stage.send("a", orders("get x"));

      assertThat(stage.deadLetters().get(0).detail())
          .endsWith("this stage declares no shares(...)");
    }
  }

  @Test
  void otherKeysAndTenantsSeeNothing() throws Exception {
    try (var stage = open()) {
      stage.send("a", orders("put x 1 1000"));
      stage.send("b", new Line("other", "get x"));
      stage.send(StageHarness.task("red", "a", orders("get x")));

      assertThat(stage.results()).containsExactly("x=null", "x=null");
    }
  }

  @Test
  void tenantsShareEntriesWhereToldSo() throws Exception {
    try (var stage = StageHarness.of(stage().shares(LONGEST).acrossTenants(), Line.class)) {
      stage.send("a", orders("put x 1 1000"));
      stage.send(StageHarness.task("red", "a", orders("get x")));

      assertThat(stage.results()).containsExactly("x=1");
    }
  }

  @Test
  void aTasksBytesAreItsOwnAfterTheWrite() throws Exception {
    Stage<Line, String> changing =
        WORKFLOW
            .<Line, String>stage(
                "change-bytes",
                (line, context) -> {
                  byte[] bytes = {'a'};
                  context.shared().put("x", bytes, Duration.ofMinutes(1));
                  bytes[0] = 'b';
                  context.emit(context.shared().getText("x"));
                })
            .returns(String.class)
            .keyBy(Line::key)
            .shares(LONGEST);
    try (var stage = StageHarness.of(changing, Line.class)) {
      stage.send("a", orders(""));

      assertThat(stage.results()).containsExactly("a");
    }
  }
}
