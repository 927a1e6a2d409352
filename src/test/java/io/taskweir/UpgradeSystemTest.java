package io.taskweir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.Letter.Fate;
import io.taskweir.deploy.flink.FlinkJob;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Workflows that go on as other versions of themselves, on a cluster of real processes. */
@ExtendWith({OneMachine.class, OneRealCluster.class})
class UpgradeSystemTest {

  /** A link that failed waits for longer than it takes from there to a savepoint. */
  private static final Map<String, String> LONG_WAITS =
      Map.of("taskweir.retry.first-delay", "45 s", "taskweir.retry.max-delay", "45 s");

  private static final Map<String, String> SENSORS = Map.of("taskweir.sensors.every", "1m,1h,1d");

  private static final String NOTE =
      """
      package io.taskweir.job;

      import io.taskweir.email.VerdictSummary;
      import io.taskweir.engine.TaskContext;
      import io.taskweir.engine.TaskFunction;

      public final class NoteVerdict implements TaskFunction<VerdictSummary, VerdictSummary> {
        @Override
        public void run(VerdictSummary input, TaskContext<VerdictSummary> context) {
          context.emit(input);
        }
      }
      """;

  private final List<Letter> mail = Undisturbed.FED;

  @TempDir Path directory;

  @Test
  void losesAndRepeatsNothingAsStagesFieldsAndSubtasksComeAndGo(
      Machine machine, RealCluster cluster) throws Exception {
    String troubled = troubled("troubled.jar");
    try (ClusterRun email = ClusterRun.of(cluster, "email", LONG_WAITS)) {
      email.submit("--jar", troubled);
      try (MailFlow flow = MailFlow.of(mail, email)) {
        String grownJar = grown().toString();
        email.await("links that wait", () -> linksWait(email));

        ChildJvm grown =
            email.upgrade(
                "--jar",
                grownJar,
                "--set",
                "taskweir.retry.first-delay=1 s",
                "--set",
                "taskweir.retry.max-delay=1 s");
        assertThat(grown.out())
            .contains("note-verdict", "added, empty at first")
            .contains("Link.scheme: added, null in what is restored");

        email.upgrade("--parallelism", "2", "--set", "taskweir.email.parse-mail.once-ttl=14 d");
        assertThat(email.job().parallelism()).isEqualTo(2);

        assertStaysAsItIs(email, "note-verdict", "--jar", troubled);
        ChildJvm shrunk =
            email.upgrade(
                "--jar",
                troubled,
                "--drop",
                "note-verdict",
                "--parallelism",
                "1",
                "--set",
                "taskweir.email.parse-mail.once-ttl=7 d");
        assertThat(shrunk.out())
            .contains("(dropped, as told)")
            .contains("lifetime: was 14 d, is 7 d");
        assertThat(email.job().parallelism()).isEqualTo(1);
        assertThat(flow.sent()).isGreaterThan(mail.size() / 4);
        flow.finish();
      }
      email.awaitVerdicts(Mailbag.count(mail, Fate.ACCEPTED));

      Outcome outcome = email.drain();
      assertThat(linksThatWaitedThroughAnUpgrade(cluster, outcome)).isPositive();
      assertThat(outcome.audit().where("stage", "note-verdict").texts("task"))
          .isNotEmpty()
          .doesNotHaveDuplicates();
      assertThat(outcome.letters().all().stream().map(letter -> letter.at("/input/value").asText()))
          .as("waited from before the field was there on, and until after")
          .anyMatch(input -> input.contains("\"scheme\":null"))
          .anyMatch(input -> input.contains("\"scheme\":\"http\""));
      outcome
          .without("note-verdict")
          .withoutInputField("scheme")
          .assertSameAs(Undisturbed.run(machine));
      outcome.assertConserves(mail);
    }
  }

  @Test
  void goesBackByItselfWhereTheNewVersionDoesNotWork(Machine machine, RealCluster cluster)
      throws Exception {
    Path broken =
        VariantJar.withTroubledLinks()
            .inEmail(
                "AnalyzeText",
                "language = new Language();",
                "if (true) throw new IllegalStateException(\"no model in this version\");")
            .write(directory.resolve("broken.jar"));
    try (ClusterRun email = ClusterRun.of(cluster, "email", Map.of())) {
      email.submit("--jar", troubled("troubled.jar"));
      String before = email.job().id();
      email.feed(mail.subList(0, mail.size() / 2));
      email.awaitVerdicts(10);

      ChildJvm upgrade = email.tryUpgrade("--jar", broken.toString());

      assertThat(upgrade.exitCode()).isEqualTo(1);
      assertThat(upgrade.err())
          .contains("no model in this version", "the old jar runs again")
          .doesNotContain("\tat ");
      assertThat(email.job().state()).isEqualTo("RUNNING");
      assertThat(email.job().id()).isNotEqualTo(before);
      email.feed(mail.subList(mail.size() / 2, mail.size()));
      email.awaitVerdicts(Mailbag.count(mail, Fate.ACCEPTED));
      Outcome outcome = email.drain();
      outcome.assertSameAs(Undisturbed.run(machine));
      outcome.assertConserves(mail);
      outcome.assertEveryTaskEnded();
    }
  }

  @Test
  void writesNothingTwiceWhereTheNewVersionFailsAfterItHasCommitted(RealCluster cluster)
      throws Exception {
    String fragile =
        VariantJar.unchanged()
            .inEmail(
                "AnalyzeText",
                "public void run(MailText input, TaskContext<Finding> context) {",
                """
                public void run(MailText input, TaskContext<Finding> context) {
                  if (input.plain() != null && input.plain().contains("at this word")) {
                    throw new VirtualMachineError("this version fails at this word") {};
                  }
                """)
            .write(directory.resolve("fragile.jar"))
            .toString();
    List<Letter> first = Mailbag.of(2, 20);
    Letter fatal =
        Letter.of("fatal", new Message(1_000).says("at this word").bytes(), Fate.ACCEPTED);
    // Time to write between two checkpoints.
    Map<String, String> slowly = Map.of("taskweir.checkpoint.interval", "20 s");
    try (ClusterRun email = ClusterRun.of(cluster, "email", slowly)) {
      String before = email.submit().job().id();
      email.feed(first);
      email.awaitVerdicts(Mailbag.count(first, Fate.ACCEPTED));

      var upgrade =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return email.tryUpgrade("--jar", fragile);
                } catch (Exception e) {
                  throw new CompletionException(e);
                }
              });
      email.await(
          "a checkpoint of the new version",
          () ->
              cluster.rest().running("email").stream()
                  .filter(job -> !job.id().equals(before) && job.allTasksRun())
                  .anyMatch(job -> job.completedCheckpoints() > 0));
      email.feed(List.of(fatal));

      ChildJvm failed = upgrade.get();
      assertThat(failed.exitCode()).as(failed.out()).isEqualTo(1);
      assertThat(failed.err())
          .contains("this version fails at this word", "has committed results and is stopped")
          .contains("submit email --from latest --jar");
      assertThat(cluster.rest().running("email")).isEmpty();

      email.submit("--from", "latest");
      List<Letter> all = Stream.concat(first.stream(), Stream.of(fatal)).toList();
      email.awaitVerdicts(Mailbag.count(all, Fate.ACCEPTED));
      Outcome outcome = email.drain();
      outcome.assertConserves(all);
      outcome.assertEveryTaskEnded();
    }
  }

  @Test
  void refusesWhatCannotBeRestoredWhileTheOldVersionGoesOn(RealCluster cluster) throws Exception {
    try (ClusterRun email = ClusterRun.of(cluster, "email", Map.of());
        ClusterRun sensors = ClusterRun.of(cluster, "sensors", SENSORS)) {
      email.submit();
      sensors.submit();

      assertStaysAsItIs(
          email, "VerdictSummary.score: was double, is float", "--jar", retyped().toString());
      assertStaysAsItIs(
          email, "removed, and judge-link keeps the same", "--jar", renamed().toString());
      assertStaysAsItIs(
          sensors,
          "windows: were 1m,1h,1d in UTC, are 1m,1h in UTC",
          "--set",
          "taskweir.sensors.every=1m,1h");
      assertStaysAsItIs(
          sensors,
          "windows: were 1m,1h,1d in UTC, are 1m,1h,1d in Europe/Berlin",
          "--set",
          "taskweir.sensors.zone=Europe/Berlin");
      assertRefused(email.trySubmit(), "email runs already");

      String savepoint = sensors.savepoint();
      email.close();
      assertRefused(email.trySubmit("--from", savepoint), "is no savepoint of this email");
      assertThat(cluster.rest().running("email")).isEmpty();
    }
  }

  /** The job with another stage behind the decision, and another field in what waits. */
  private Path grown() throws Exception {
    return VariantJar.withTroubledLinks()
        .withJobClass("NoteVerdict", NOTE)
        .inJob(
            "EmailWorkflow",
            "    kafka.out(results,",
            """
                email
                    .stage("note-verdict", new NoteVerdict())
                    .keyBy(summary -> summary.toString())
                    .on(decided.output(Decide.SUMMARIES).stream());
                kafka.out(results,\
            """)
        .inEmail(
            "Link",
            "@Nullable String writtenHost) {",
            """
            @Nullable String writtenHost, @Nullable String scheme) {

              public Link(
                  String url, String host, boolean wellFormed, String shown, String writtenHost) {
                this(url, host, wellFormed, shown, writtenHost, url.substring(0, url.indexOf(':')));
              }
            """)
        .write(directory.resolve("grown.jar"));
  }

  private Path retyped() throws Exception {
    return VariantJar.unchanged()
        .inEmail("VerdictSummary", "double score", "float score")
        .inEmail("VerdictSummary", "verdict.score(),", "(float) verdict.score(),")
        .write(directory.resolve("retyped.jar"));
  }

  private Path renamed() throws Exception {
    return VariantJar.unchanged()
        .inJob("EmailWorkflow", ".stage(\"analyze-link\"", ".stage(\"judge-link\"")
        .write(directory.resolve("renamed.jar"));
  }

  private String troubled(String name) throws Exception {
    return VariantJar.withTroubledLinks().write(directory.resolve(name)).toString();
  }

  private static void assertStaysAsItIs(ClusterRun run, String reason, String... upgrade)
      throws Exception {
    String before = run.job().id();
    ChildJvm refused = run.tryUpgrade(upgrade);
    assertRefused(refused, "is not upgraded and goes on");
    assertThat(refused.out()).contains(reason);
    assertThat(run.job().id()).isEqualTo(before);
    assertThat(run.job().state()).isEqualTo("RUNNING");
  }

  private static void assertRefused(ChildJvm verb, String reason) {
    assertThat(verb.exitCode()).as(verb.out()).isEqualTo(1);
    assertThat(verb.err()).startsWith("taskweir: ").contains(reason).hasLineCount(1);
  }

  /** Whether links of the first two letters that have trouble wait: the second never passes. */
  private static boolean linksWait(ClusterRun email) throws Exception {
    return email.committed("audit").where("event", "retried").size() >= 2;
  }

  /** Links whose retry was set in one job and ended in another. */
  private static long linksThatWaitedThroughAnUpgrade(RealCluster cluster, Outcome outcome) {
    List<Instant> starts =
        cluster.rest().jobs().stream()
            .filter(job -> job.workflow().equals("email"))
            .map(FlinkJob::since)
            .map(Instant::ofEpochMilli)
            .toList();
    Records links = outcome.audit().where("stage", "analyze-link");
    return links.where("event", "retried").all().stream()
        .filter(
            retried ->
                links.where("task", retried.path("task").asText()).all().stream()
                    .anyMatch(end -> starts.stream().anyMatch(start -> lies(start, retried, end))))
        .count();
  }

  private static boolean lies(Instant moment, JsonNode after, JsonNode before) {
    return Instant.parse(after.path("at").asText()).isBefore(moment)
        && Instant.parse(before.path("at").asText()).isAfter(moment);
  }
}
