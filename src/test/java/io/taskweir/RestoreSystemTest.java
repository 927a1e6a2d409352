package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.Letter.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The email workflow, stopped with a savepoint in mid-stream and restored on other subtasks. */
@ExtendWith(OneMachine.class)
class RestoreSystemTest {

  private static final int SITES = 12;

  /** Enough attempts to outlast a restart of the job. */
  private static final Map<String, String> PATIENT = Map.of("taskweir.retry.attempts", "100");

  private final List<Letter> fed = Undisturbed.FED;

  @Test
  void goesOnWhereItStoppedOnFewerSubtasksAndOnMore(Machine machine) throws Exception {
    int third = fed.size() / 3;
    try (Run run = Run.on(machine, Map.of())) {
      run.withTasks(Faulty::all).feed(fed.subList(0, third)).start();
      String savepoint = stopInTheMiddle(run);

      run.withParallelism(1).feed(fed.subList(third, 2 * third)).startFrom(savepoint);
      savepoint = stopInTheMiddle(run);

      run.withParallelism(2).feed(fed.subList(2 * third, fed.size())).startFrom(savepoint);
      run.awaitVerdicts(Mailbag.count(fed, Fate.ACCEPTED));
      Outcome outcome = run.drain();

      outcome.assertSameAs(Undisturbed.run(machine));
      outcome.assertConserves(fed);
      outcome.assertEveryTaskEnded();
    }
  }

  @Test
  void keepsWhatWaitsForItsNextAttemptAndWhatFollowsIt(Machine machine) throws Exception {
    List<Letter> letters = lettersToSlowSites();
    try (Run run = Run.on(machine, PATIENT)) {
      run.withTasks(UnansweredLinks::in).feed(letters).start();
      run.await(() -> everyLinkWaits(run));
      String savepoint = run.stopWithSavepoint();
      assertThat(run.committed("results").all()).isEmpty();

      run.withTasks(tasks -> tasks).withParallelism(1).startFrom(savepoint);
      run.awaitVerdicts(letters.size());
      Outcome outcome = run.drain();

      outcome.assertConserves(letters);
      outcome.assertEveryTaskEnded();
      assertThat(outcome.accounts().of("analyze-link", "succeeded")).isEqualTo(SITES);
      assertThat(outcome.accounts().of("analyze-link", "suppressed")).isEqualTo(SITES);
      assertThat(outcome.verdicts().all())
          .allSatisfy(verdict -> assertThat(verdict.path("incomplete")).isEmpty());
      assertThat(attemptsOf(outcome)).allSatisfy(attempt -> assertThat(attempt).isGreaterThan(1));
    }
  }

  @Test
  void decidesWithoutWhatIsSlowAndCountsItAsLate(Machine machine) throws Exception {
    List<Letter> letters = lettersToSlowSites();
    Map<String, String> impatient = new HashMap<>(PATIENT);
    impatient.put("taskweir.join-timeout", "1 s");
    try (Run run = Run.on(machine, impatient)) {
      run.withTasks(UnansweredLinks::in).feed(letters).start().awaitVerdicts(letters.size());
      String savepoint = run.stopWithSavepoint();
      run.withTasks(tasks -> tasks).startFrom(savepoint);
      run.await(() -> run.committed("audit").where("event", "late").size() == letters.size());
      Outcome outcome = run.drain();

      outcome.assertConserves(letters);
      outcome.assertEveryTaskEnded();
      assertThat(outcome.verdicts().all())
          .allSatisfy(
              verdict ->
                  assertThat(verdict.path("incomplete").toString())
                      .isEqualTo("[\"analyze-link\"]"));
      assertThat(outcome.accounts().of("analyze-link", "succeeded")).isEqualTo(SITES);
      assertThat(outcome.accounts().of("decide-gather", "late")).isEqualTo(letters.size());
      assertThat(outcome.audit().where("event", "late").texts("root"))
          .containsExactlyInAnyOrderElementsOf(outcome.verdicts().texts("root"));
    }
  }

  /** Stops when some of what was fed has come out, and some has not. */
  private String stopInTheMiddle(Run run) throws Exception {
    run.awaitVerdicts(run.results("verdicts").size() + 5L);
    return run.stopWithSavepoint();
  }

  /** Two letters to each site: one of them waits for the other. */
  private static List<Letter> lettersToSlowSites() {
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < 2 * SITES; i++) {
      byte[] bytes =
          new Message(i).links("http://" + i % SITES + "." + UnansweredLinks.SLOW + "/").bytes();
      letters.add(Letter.of("letter-" + i, bytes, Fate.ACCEPTED));
    }
    return letters;
  }

  private static boolean everyLinkWaits(Run run) throws Exception {
    List<String> retried = run.committed("audit").where("event", "retried").texts("task");
    return run.accountsSoFar().of("analyze-link", "started") == 2 * SITES
        && retried.stream().distinct().count() == SITES;
  }

  private static List<Integer> attemptsOf(Outcome outcome) {
    return outcome.audit().where("stage", "analyze-link").where("event", "succeeded").all().stream()
        .map((JsonNode event) -> event.path("attempt").asInt())
        .toList();
  }
}
