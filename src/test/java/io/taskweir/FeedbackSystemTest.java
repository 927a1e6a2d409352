package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.Letter.Fate;
import io.taskweir.email.EmailSettings;
import io.taskweir.email.MailModel;
import io.taskweir.email.MailModel.Calibration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an email job is told while it runs: what people say of letters, and another model. */
@ExtendWith(OneMachine.class)
class FeedbackSystemTest {

  /** A few days ago: a broker soon forgets records that are older. */
  @SuppressWarnings("TimeInStaticInitializer")
  private static final Instant FIRST_DAY =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(5, ChronoUnit.DAYS);

  private static final Instant NEXT_DAY = FIRST_DAY.plus(Duration.ofDays(1));

  private static final String SOLD =
      "Lose weight without exercise! Our herbal pills burn fat while you sleep. No prescription,"
          + " lowest prices. Order now!!! To be removed from our list, reply with remove.";

  private static final Letter HAM = letter("ham", new Message(1));
  private static final Letter ACMES = HAM.ofTenant("acmes", "acme", Fate.ACCEPTED);
  private static final Letter SPAM = letter("spam", new Message(2).says(SOLD));
  private static final Letter DISPUTED = letter("disputed", new Message(3));
  private static final Letter LATE = letter("late", new Message(4));
  private static final Letter LOST = letter("lost", new Message(5));

  /** Before the letter comes, or without one. */
  private static final List<Said> EARLY =
      List.of(
          Said.of(LATE, "ham", FIRST_DAY),
          Said.of(LATE, "phish", NEXT_DAY),
          Said.of(LOST, "spam", FIRST_DAY),
          Said.of(SPAM.ofTenant("not-acmes", "acme", Fate.REJECTED), "ham", FIRST_DAY));

  private static final List<Said> REFUSED =
      List.of(
          new Said("broken", "default", FIRST_DAY, "{\"sha256\":"),
          Said.of(HAM, "junk", FIRST_DAY));

  /** Times that somebody thinks again of one letter. */
  private static final int CHANGES = 60;

  private static final int LETTERS = 4;

  /** What a model of no doubt adds to the log-odds. */
  private static final String SURE = "7.2";

  @BeforeEach
  void forgetOlderFaults() {
    Faults.clear();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void countsEveryOpinionOnce(boolean crashing, Machine machine) throws Exception {
    List<Said> opinions = opinions();
    int fed = EARLY.size() + opinions.size();
    try (Run run = Run.on(machine, Map.of())) {
      run.withTasks(Faulty::all).feed(List.of(HAM, ACMES, SPAM, DISPUTED)).feedOpinions(EARLY);
      run.start().awaitVerdicts(4);
      run.await(() -> run.accountsSoFar().of("join-feedback", "started") == 4 + EARLY.size());
      plan(crashing, "join-feedback ends", 20);
      plan(crashing, "count-feedback ends", 40);
      run.feedOpinions(opinions);
      run.await(() -> Faults.pending() == 0 && received(run) == fed);
      plan(crashing, "decide ends", 1);
      run.feed(List.of(LATE)).awaitVerdicts(5);
      Outcome outcome = run.drain();

      assertThat(Faults.struck()).isEqualTo(crashing ? 3 : 0);
      assertThat(outcome.restarts() > 0).isEqualTo(crashing);
      assertCounts(outcome);
      assertAccountsFor(fed, outcome);
      outcome.assertEveryTaskEnded();
    }
  }

  private static List<Said> opinions() {
    List<Said> opinions =
        new ArrayList<>(
            List.of(
                Said.of(HAM, "spam", FIRST_DAY),
                Said.of(ACMES, "ham", FIRST_DAY),
                Said.of(SPAM, "spam", FIRST_DAY),
                Said.of(SPAM, "spam", NEXT_DAY)));
    List<String> labels = List.of("ham", "spam", "phish");
    for (int change = 0; change < CHANGES; change++) {
      opinions.add(Said.of(DISPUTED, labels.get(change % labels.size()), FIRST_DAY));
    }
    opinions.add(Said.of(DISPUTED, "spam", NEXT_DAY));
    opinions.addAll(REFUSED);
    return opinions;
  }

  /** Each change takes one opinion back and counts another. */
  private static void assertCounts(Outcome outcome) {
    assertThat(outcome.verdicts().texts("verdict")).containsOnlyOnce("spam").hasSize(5);
    Records confusions = outcome.results("confusions");
    assertThat(lastOf(confusions).stream().map(FeedbackSystemTest::line))
        .containsExactlyInAnyOrder(
            "acme %s, version 1: ham/ham 1".formatted(day(FIRST_DAY)),
            "default %s, version %d: ham/spam 1, spam/spam 1"
                .formatted(day(FIRST_DAY), 2 + 2 + 2 * CHANGES),
            "default %s, version 2: ham/spam 1, ham/phish 1".formatted(day(NEXT_DAY)));
    assertThat(confusions.multiset(each -> each.path("id").asText() + each.path("version")))
        .hasSize(confusions.size());
    assertThat(confusions.texts(Records.KEY)).isEqualTo(confusions.texts("id"));
  }

  /** Each is counted, is a dead letter, or says what was said before. */
  private static void assertAccountsFor(int fed, Outcome outcome) {
    assertThat(outcome.accounts().of("receive-feedback", "started")).isEqualTo(fed);
    assertThat(outcome.letters().texts("reason"))
        .containsExactlyInAnyOrder("NOT_FEEDBACK", "NOT_FEEDBACK", "NO_VERDICT", "NO_VERDICT");
    assertThat(outcome.letters().where("reason", "NOT_FEEDBACK").texts("detail"))
        .containsExactlyInAnyOrder(
            "no JSON", "label: one of ham, spam, phish expected, got \"junk\"");
    int changes = 0;
    int messages = 0;
    for (JsonNode last : lastOf(outcome.results("confusions"))) {
      changes += last.path("version").asInt();
      messages +=
          last.path("counts").findValues("messages").stream().mapToInt(JsonNode::asInt).sum();
    }
    int counted = (changes + messages) / 2;
    int repeated = fed - outcome.letters().size() - counted;
    assertThat(repeated).isEqualTo(1);
  }

  /** A verdict would have come by now, as far as the job can know. */
  @Test
  void givesUpAnOpinionWithoutAVerdictWhileItRuns(Machine machine) throws Exception {
    try (Run run = Run.on(machine, Map.of("taskweir.email.join-feedback.hold", "1 s"))) {
      run.feedOpinions(List.of(Said.of(LOST, "spam", FIRST_DAY))).start();
      run.await(() -> run.committed("dead-letters").size() == 1);

      assertThat(run.committed("dead-letters").texts("reason")).containsExactly("NO_VERDICT");
      assertThat(run.drain().results("confusions").all()).isEmpty();
    }
  }

  @Test
  void takesUpAModelWhileItRunsAndKeepsItWhenTheNextIsBroken(Machine machine, @TempDir Path folder)
      throws Exception {
    Path strict = Files.write(folder.resolve("strict.model"), constant(100).bytes());
    Path broken = Files.writeString(folder.resolve("broken.model"), "none");
    try (Run run = Run.on(machine, Map.of())) {
      run.feed(letters("shipped", 10)).start().awaitVerdicts(LETTERS);

      run.set("email.model", file(strict));
      run.await(() -> settings(run, "succeeded").size() == 1);
      run.feed(letters("strict", 20)).feed(List.of(letters("shipped", 10).get(0).again("again")));
      run.awaitVerdicts(2 * LETTERS);

      run.set("email.model", file(broken));
      run.await(() -> settings(run, "dead").size() == 1);
      run.feed(letters("kept", 30)).awaitVerdicts(3 * LETTERS);

      run.set("email.model", null);
      run.await(() -> settings(run, "succeeded").size() == 2);
      run.feed(letters("back", 40)).awaitVerdicts(4 * LETTERS);
      Outcome outcome = run.drain();

      assertThat(outcome.restarts()).isZero();
      assertThat(saysOf("strict", outcome)).containsExactly("spam by " + SURE);
      assertThat(saysOf("kept", outcome)).containsExactly("spam by " + SURE);
      assertThat(saysOf("shipped", outcome)).isEqualTo(saysOf("back", outcome));
      assertThat(saysOf("back", outcome)).allMatch(said -> said.startsWith("ham by -"));
      assertThat(outcome.accounts().of("parse-mail", "suppressed")).isEqualTo(1);
      assertThat(outcome.letters().texts("reason")).containsExactly("SETTING");
      assertThat(outcome.letters().texts("stage")).containsExactly("classify-mail-settings");
      assertThat(outcome.letters().texts("detail"))
          .containsExactly(
              "setting email.model: cannot use "
                  + broken
                  + ": no model of taskweir: it does not begin with TWML");
    }
  }

  /** A model that says the same of every message. */
  private static MailModel constant(float logOdds) {
    return EmailSettings.defaults().model().calibrated(new Calibration(1e-6f, logOdds));
  }

  /** The verdicts on some letters, each with what the model adds to it. */
  private static Set<String> saysOf(String id, Outcome outcome) {
    Records verdicts =
        outcome.verdicts().where(each -> each.path("source").asText().startsWith("box/" + id));
    assertThat(verdicts.size()).isEqualTo(LETTERS);
    return verdicts.multiset(FeedbackSystemTest::learned).keySet();
  }

  private static String learned(JsonNode verdict) {
    for (JsonNode reason : verdict.path("reasons")) {
      if (reason.path("code").asText().equals("LEARNED")) {
        return verdict.path("verdict").asText() + " by " + reason.path("weight").asText();
      }
    }
    throw new AssertionError("no word of the model in " + verdict);
  }

  private static String file(Path model) {
    return "{\"file\":\"%s\"}".formatted(model);
  }

  /** As a checkpoint holds it, so that every subtask has heard of the setting. */
  private static Records settings(Run run, String event) throws Exception {
    return run.committed("audit").where("stage", "classify-mail-settings").where("event", event);
  }

  /** Enough for every subtask to have some. */
  private static List<Letter> letters(String id, int number) {
    return IntStream.range(number, number + LETTERS)
        .mapToObj(each -> letter(id + '-' + each, new Message(each)))
        .toList();
  }

  private static Letter letter(String id, Message message) {
    return Letter.of(id, message.bytes(), Fate.ACCEPTED);
  }

  private static void plan(boolean crashing, String point, int times) {
    if (crashing) {
      Faults.plan(point, times);
    }
  }

  private static int received(Run run) throws Exception {
    return run.committed("audit").where("stage", "receive-feedback").size();
  }

  /** The highest version of each. */
  private static Collection<JsonNode> lastOf(Records confusions) {
    Map<String, JsonNode> last = new TreeMap<>();
    for (JsonNode each : confusions.all()) {
      last.merge(
          each.path("id").asText(),
          each,
          (a, b) -> a.path("version").asInt() > b.path("version").asInt() ? a : b);
    }
    return last.values();
  }

  private static String line(JsonNode confusion) {
    List<String> counts = new ArrayList<>();
    for (JsonNode cell : confusion.path("counts")) {
      counts.add(
          "%s/%s %d"
              .formatted(
                  cell.path("verdict").asText(),
                  cell.path("label").asText(),
                  cell.path("messages").asInt()));
    }
    return "%s %s, version %d: %s"
        .formatted(
            confusion.path("tenant").asText(),
            confusion.path("day").asText(),
            confusion.path("version").asInt(),
            String.join(", ", counts));
  }

  private static String day(Instant at) {
    return at.toString().substring(0, 10);
  }
}
