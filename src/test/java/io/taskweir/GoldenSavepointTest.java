package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A savepoint that an earlier build has written is restored by this one, on twice the subtasks, and
 * goes on where that one stopped.
 */
@ExtendWith(OneMachine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenSavepointTest {

  private Outcome outcome;

  /** Where the savepoint lies among the test resources. */
  String folder() {
    return Golden.EMAIL;
  }

  /** The broker is another one, so what the savepoint has read lies there again, unread. */
  @BeforeAll
  void restore(Machine machine) throws Exception {
    URL savepoint = getClass().getResource("/" + folder() + "/_metadata");
    assertThat(savepoint).as("the golden savepoint").isNotNull();
    String path = savepoint.toString().replace("/_metadata", "");
    try (Run run = Run.on(machine, 1, Golden.SETTINGS)) {
      run.feed(Golden.BEFORE).startFrom(path).feed(Golden.AFTER);
      run.awaitVerdicts(3);
      outcome = run.drain();
    }
  }

  @Test
  void readsOnWhereTheSourceStood() {
    assertThat(outcome.audit().where("stage", "receive-mail").size())
        .isEqualTo(Golden.AFTER.size());
  }

  @Test
  void suppressesWhatIsDone() {
    Records suppressed = events("parse-mail", "suppressed");
    assertThat(suppressed.texts("task")).containsExactly(idOf("done-again"));
    assertThat(suppressed.texts("first")).containsExactly(idOf("done"));
  }

  @Test
  void runsWhatWaitsForItsNextAttempt() {
    Records succeeded = events("analyze-link", "succeeded");
    assertThat(succeeded.texts("root")).containsExactly(idOf("waits"));
    assertThat(succeeded.all().get(0).path("attempt").asInt()).isGreaterThan(1);
  }

  @Test
  void releasesWhatFollowsIt() {
    assertThat(events("analyze-link", "suppressed").texts("root"))
        .containsExactlyInAnyOrder(idOf("follows"), idOf("shares"));
  }

  @Test
  void sendsStoredResultsAgain() {
    assertThat(events("analyze-attachment", "suppressed").texts("root"))
        .containsExactly(idOf("shares"));
    JsonNode verdict = verdictOf(Golden.SHARES);
    assertThat(verdict.path("attachments").path(0).path("name").asText()).isEqualTo("note.txt");
    assertThat(verdict.path("links").path(0).path("host").asText()).isEqualTo("known.example");
  }

  @Test
  void completesJoinsThatWereHalfGathered() {
    assertThat(outcome.verdicts().texts("source"))
        .containsExactlyInAnyOrder(
            Golden.WAITS.source(), Golden.FOLLOWS.source(), Golden.SHARES.source());
    for (Letter letter : List.of(Golden.WAITS, Golden.FOLLOWS)) {
      JsonNode verdict = verdictOf(letter);
      assertThat(verdict.path("incomplete")).isEmpty();
      assertThat(verdict.path("links").path(0).path("host").asText()).isEqualTo("slow.example");
      assertThat(verdict.path("attachments")).hasSize(1);
      assertThat(verdict.path("language").asText()).isEqualTo("en");
    }
  }

  @Test
  void goesOnWithItsAccounts() {
    Accounts accounts = outcome.accounts();
    assertThat(accounts.of("receive-mail", "started")).isEqualTo(5);
    assertThat(accounts.of("parse-mail", "succeeded")).isEqualTo(4);
    assertThat(accounts.of("parse-mail", "suppressed")).isEqualTo(1);
    assertThat(accounts.of("analyze-link", "succeeded")).isEqualTo(2);
    assertThat(accounts.of("analyze-link", "suppressed")).isEqualTo(2);
    assertThat(accounts.of("analyze-attachment", "suppressed")).isEqualTo(3);
    assertThat(accounts.of("decide", "succeeded")).isEqualTo(4);
    assertThat(outcome.letters().all()).isEmpty();
  }

  private Records events(String stage, String event) {
    return outcome.audit().where("stage", stage).where("event", event);
  }

  private JsonNode verdictOf(Letter letter) {
    return outcome.verdicts().where("source", letter.source()).all().get(0);
  }

  private static String idOf(String letter) {
    return TaskId.ofCaller(Task.DEFAULT_TENANT, letter).hex();
  }
}
