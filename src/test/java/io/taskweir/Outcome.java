package io.taskweir;

import static io.taskweir.Letter.Fate.ACCEPTED;
import static io.taskweir.Letter.Fate.DUPLICATE;
import static io.taskweir.Letter.Fate.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taskweir.Letter.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of a run whose job has ended.
 *
 * @param results the results of all kinds
 * @param letters the dead letters
 * @param audit the events
 * @param accounts what the stages counted
 * @param restarts how often the job was restarted
 */
record Outcome(Records results, Records letters, Records audit, Accounts accounts, int restarts) {

  private static final Set<String> AUDITS_FAILURES = Set.of("join-feedback");
  private static final Set<String> MAIN_LINE = Set.of("receive-mail", "parse-mail", "decide");

  /** Stages that share results: which of several tasks ran, and which was suppressed, is open. */
  private static final Set<String> SHARING = Set.of("analyze-link", "analyze-attachment");

  Records verdicts() {
    return results("verdicts");
  }

  /** The results of one kind. */
  Records results(String kind) {
    return results.where(Records.KIND, kind);
  }

  /** The same as if a stage had never been, whose results nobody reads. */
  Outcome without(String stage) {
    return new Outcome(
        results,
        letters,
        audit.where(event -> !event.path("stage").asText().equals(stage)),
        accounts.without(stage),
        restarts);
  }

  /** The same as if what is in dead letters had not had a field. */
  Outcome withoutInputField(String field) {
    String pattern = ",\"" + field + "\":(null|\"[^\"]*\")";
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode letter : letters.all()) {
      ObjectNode copy = letter.deepCopy();
      ObjectNode input = (ObjectNode) copy.path("input");
      input.put("value", input.path("value").asText().replaceAll(pattern, ""));
      others.add(copy);
    }
    return new Outcome(results, new Records(others), audit, accounts, restarts);
  }

  /** That every input is exactly one of accepted, rejected and a duplicate, and said so. */
  void assertConserves(List<Letter> fed) {
    assertThat(accounts.of("receive-mail", "started")).isEqualTo(fed.size());
    assertThat(accounts.of("parse-mail", "suppressed")).isEqualTo(Mailbag.count(fed, DUPLICATE));
    assertThat(verdicts().texts("id")).doesNotHaveDuplicates();
    assertThat(verdicts().texts("source"))
        .containsExactlyInAnyOrderElementsOf(sources(fed, ACCEPTED));
    assertThat(rejectedLetters().all().stream().map(letter -> letter.at("/source/name").asText()))
        .containsExactlyInAnyOrderElementsOf(sources(fed, REJECTED));
    assertThat(letters.size()).isEqualTo(accounts.dead());
    assertThat(letters.multiset(letter -> letter.path("id").asText() + letter.path("stage")))
        .allSatisfy((letter, times) -> assertThat(times).isEqualTo(1));
  }

  /** That each stage knows the end of each of its tasks, and the audit says the same. */
  void assertEveryTaskEnded() {
    assertThat(accounts.stages())
        .contains("receive-mail", "parse-mail", "analyze-text", "decide")
        .containsAll(SHARING);
    for (String stage : accounts.stages()) {
      assertThat(accounts.ended(stage)).as(stage).isEqualTo(accounts.of(stage, "started"));
      for (String end : List.of("succeeded", "suppressed", "dead")) {
        boolean untold = end.equals("succeeded") && AUDITS_FAILURES.contains(stage);
        assertThat(audit.where("stage", stage).where("event", end).size())
            .as(stage + " " + end)
            .isEqualTo(untold ? 0 : (int) accounts.of(stage, end));
      }
    }
  }

  /** That it is what {@code other} was, but for times and for who came first at a shared result. */
  void assertSameAs(Outcome other) {
    assertSame(results.multisetWithout("due"), other.results.multisetWithout("due"));
    assertSame(
        letters.multisetWithout("at", "failed_at", "offset"),
        other.letters.multisetWithout("at", "failed_at", "offset"));
    assertSame(audit.multiset(Outcome::event), other.audit.multiset(Outcome::event));
    assertThat(accounts).isEqualTo(other.accounts);
  }

  /** That two multisets are equal; else it says where they are not, and no more than that. */
  private static void assertSame(Map<String, Long> ours, Map<String, Long> theirs) {
    Set<String> all = new TreeSet<>(ours.keySet());
    all.addAll(theirs.keySet());
    List<String> differences = new ArrayList<>();
    for (String one : all) {
      long times = ours.getOrDefault(one, 0L);
      long expected = theirs.getOrDefault(one, 0L);
      if (times != expected) {
        differences.add(times + " times instead of " + expected + ": " + one);
      }
    }
    assertThat(differences).isEmpty();
  }

  private static String event(JsonNode event) {
    String stage = event.path("stage").asText();
    String what = stage + " " + event.path("event").asText() + " " + event.path("reason");
    return SHARING.contains(stage)
        ? what
        : what + " " + event.path("task") + " " + event.path("first") + event.path("attempt");
  }

  private Records rejectedLetters() {
    return letters.where(letter -> MAIN_LINE.contains(letter.path("stage").asText()));
  }

  private static List<String> sources(List<Letter> letters, Fate fate) {
    return letters.stream().filter(letter -> letter.fate() == fate).map(Letter::source).toList();
  }
}
