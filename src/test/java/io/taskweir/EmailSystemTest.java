package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The email workflow from Kafka to Kafka, when nothing goes wrong but the mail. */
@ExtendWith(OneMachine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailSystemTest {

  private final List<Letter> fed = Mailbag.of(1, 120);
  private Outcome outcome;

  @BeforeAll
  void run(Machine machine) throws Exception {
    try (Run run = Run.on(machine, Map.of())) {
      outcome = run.withTasks(tasks -> tasks.withLink(new TroubledLinks(tasks.link()))).feed(fed).startBounded().await();
    }
  }

  @Test
  void accountsForEveryInput() {
    outcome.assertConserves(fed);
  }

  @Test
  void knowsTheEndOfEveryTask() {
    outcome.assertEveryTaskEnded();
  }

  @Test
  void needsNoRestart() {
    assertThat(outcome.restarts()).isZero();
  }
}
