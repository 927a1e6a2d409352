package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.Letter.Fate;
import io.taskweir.state.Content;
import io.taskweir.state.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The email workflow from Kafka to Kafka, when nothing goes wrong but the mail. */
@ExtendWith(OneMachine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailSystemTest {

  private Outcome outcome;

  @BeforeAll
  void run(Machine machine) throws Exception {
    outcome = Undisturbed.run(machine);
  }

  @Test
  void accountsForEveryInput() {
    outcome.assertConserves(Undisturbed.FED);
  }

  @Test
  void knowsTheEndOfEveryTask() {
    outcome.assertEveryTaskEnded();
  }

  @Test
  void needsNoRestart() {
    assertThat(outcome.restarts()).isZero();
  }

  @Test
  void keysRecordsByWhatTheyAreAbout() {
    assertThat(outcome.verdicts().texts(Records.KEY)).isEqualTo(outcome.verdicts().texts("id"));
    assertThat(outcome.letters().texts(Records.KEY)).isEqualTo(outcome.letters().texts("id"));
    assertThat(outcome.audit().texts(Records.KEY)).isEqualTo(outcome.audit().texts("root"));
  }

  @Test
  void namesTheFirstOfWhatItSuppresses() {
    Records suppressed = outcome.audit().where("event", "suppressed");
    assertThat(suppressed.texts("stage")).contains("parse-mail", "analyze-link");
    Set<String> succeeded =
        new HashSet<>(outcome.audit().where("event", "succeeded").texts("task"));
    assertThat(suppressed.texts("first")).allMatch(succeeded::contains);
    assertThat(outcome.audit().where(event -> !event.path("first").isNull()).size())
        .isEqualTo(suppressed.size());
  }

  @Test
  void judgesALinkOnceForAllMessages() {
    Set<String> judged = new HashSet<>();
    outcome.verdicts().all().forEach(verdict -> judged.addAll(urls(verdict)));
    assertThat(outcome.accounts().of("analyze-link", "succeeded")).isEqualTo(judged.size());
    assertThat(outcome.accounts().of("analyze-link", "suppressed")).isPositive();
  }

  @Test
  void keepsNothingOfAnAttemptThatFailed() {
    Records flaky = outcome.verdicts().where(verdict -> linksTo(verdict, Mailbag.FLAKY));
    assertThat(flaky.all()).isNotEmpty();
    for (JsonNode verdict : flaky.all()) {
      assertThat(urls(verdict)).doesNotHaveDuplicates();
      assertThat(verdict.path("incomplete")).isEmpty();
    }
    assertThat(outcome.accounts().of("analyze-link", "retried")).isPositive();
  }

  @Test
  void givesUpAfterTheLastAttemptAndDecidesWithoutIt() {
    Records exhausted = outcome.letters().where("reason", "EXHAUSTED");
    assertThat(exhausted.all())
        .isNotEmpty()
        .allSatisfy(letter -> assertThat(letter.path("attempts")).hasSize(3))
        .allSatisfy(letter -> assertThat(letter.path("class").asText()).isEqualTo("TRANSIENT"));
    Records incomplete = outcome.verdicts().where(verdict -> says(verdict, "EXHAUSTED"));
    assertThat(incomplete.texts("root"))
        .containsExactlyInAnyOrderElementsOf(exhausted.texts("root"));
  }

  @Test
  void givesUpWhatPassesALimitAndDecidesWithoutIt() {
    Records bombs = outcome.letters().where("stage", "analyze-attachment").where("reason", "LIMIT");
    Records incomplete = outcome.verdicts().where(verdict -> says(verdict, "LIMIT"));
    assertThat(bombs.all()).isNotEmpty();
    assertThat(incomplete.texts("root")).containsExactlyInAnyOrderElementsOf(bombs.texts("root"));
  }

  @Test
  void givesEachTenantItsOwnVerdict() {
    Records acme = outcome.verdicts().where("tenant", "acme");
    assertThat(acme.all()).isNotEmpty();
    assertThat(outcome.verdicts().where("tenant", "default").texts("sha256"))
        .containsAll(acme.texts("sha256"));
  }

  @Test
  void saysWhereAMalformedMessageIsBroken() {
    assertThat(outcome.verdicts().where(verdict -> !verdict.path("defects").isEmpty()).size())
        .isGreaterThanOrEqualTo(6);
  }

  @Test
  void keepsTheInputOfWhatItRejects() throws Exception {
    Records letters = outcome.letters().where("reason", "NOT_A_MESSAGE");
    assertThat(letters.all()).isNotEmpty();
    for (JsonNode letter : letters.all()) {
      String input = letter.path("input").path("value").asText();
      Content content = Json.mapper().readValue(input, Content.class);
      String source = letter.path("source").path("name").asText();
      assertThat(content.bytes()).isEqualTo(fed(source).bytes());
    }
    assertThat(letters.size()).isLessThan((int) Mailbag.count(Undisturbed.FED, Fate.REJECTED));
  }

  private Letter fed(String source) {
    return Undisturbed.FED.stream()
        .filter(letter -> letter.source().equals(source))
        .findFirst()
        .orElseThrow();
  }

  private static boolean linksTo(JsonNode verdict, String host) {
    return urls(verdict).stream().anyMatch(url -> url.contains(host));
  }

  private static List<String> urls(JsonNode verdict) {
    return verdict.path("links").findValuesAsText("url");
  }

  private static boolean says(JsonNode verdict, String missing) {
    return verdict.path("incomplete").toString().contains(missing);
  }
}
