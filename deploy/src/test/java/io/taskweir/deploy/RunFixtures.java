package io.taskweir.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run of the email workflow that went well, in numbers that add up. */
final class RunFixtures {

  static final WorkflowPlan EMAIL = EmailPlan.of((topic, after) -> {}, (environment, config) -> {});

  private RunFixtures() {}

  /** 100 messages: 90 verdicts, 4 dead letters, 6 duplicates; one link could not be analysed. */
  static Map<String, Long> counts() {
    return Map.ofEntries(
        Map.entry("stage/receive-mail/started", 100L),
        Map.entry("stage/receive-mail/succeeded", 99L),
        Map.entry("stage/receive-mail/dead", 1L),
        Map.entry("stage/parse-mail/started", 99L),
        Map.entry("stage/parse-mail/succeeded", 91L),
        Map.entry("stage/parse-mail/suppressed", 6L),
        Map.entry("stage/parse-mail/dead", 2L),
        Map.entry("stage/analyze-link/started", 1_200L),
        Map.entry("stage/analyze-link/succeeded", 1_199L),
        Map.entry("stage/analyze-link/dead", 1L),
        Map.entry("stage/analyze-link/retried", 4L),
        Map.entry("stage/decide/started", 91L),
        Map.entry("stage/decide/succeeded", 90L),
        Map.entry("stage/decide/dead", 1L),
        Map.entry("stage/decide-gather/late", 0L),
        Map.entry("something/else", 7L));
  }

  static Accounting accounting() {
    return Accounting.of(counts(), EMAIL.stages());
  }

  static Exported exported() {
    return exported(90);
  }

  /** The same with another number of messages that have their verdict. */
  static Exported exported(long accepted) {
    return new Exported(
        new TreeMap<>(Map.of("verdicts", 90L)),
        new RunResults.Tally(Map.of("ham", 60L, "spam", 25L, "phish", 5L), accepted),
        Map.of("parse-mail LIMIT (LIMIT)", 2L, "analyze-link EXHAUSTED (TRANSIENT)", 3L),
        Map.of("succeeded", 1_379L));
  }

  static RunTimes times() {
    return new RunTimes(
        Duration.ofMillis(4_500), Duration.ofMillis(15_000), Duration.ofMillis(500));
  }

  static RunReport report(List<String> violations) {
    Outcome outcome = Outcome.of(100, accounting(), EMAIL);
    return new RunReport(
        RunSummary.of(outcome, exported(), times(), 1),
        accounting(),
        exported(),
        times(),
        violations);
  }
}
