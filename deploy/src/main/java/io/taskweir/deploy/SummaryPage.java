package io.taskweir.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run prints when it has ended: counts a person can add up, and where the rest lies. */
final class SummaryPage {

  private final StringBuilder page = new StringBuilder();

  private SummaryPage() {}

  /** Renders the page. */
  static String render(WorkflowPlan plan, RunReport report, OutputFolder folder) {
    var page = new SummaryPage();
    page.head(plan, report.summary());
    page.inputs(plan.results(), report.summary());
    page.counts(plan.results().main(), report.exported().tally().said());
    page.counts("dead letters", report.exported().reasons());
    page.stages(report.accounting());
    page.files(report.exported(), folder);
    page.times(report);
    return page.page.toString();
  }

  private void head(WorkflowPlan plan, RunSummary summary) {
    line(
        "%s: %,d %s in %.1f s, %,.0f a second, %s",
        plan.workflow(),
        summary.inputs(),
        plan.inputs(),
        summary.seconds(),
        summary.perSecond(),
        summary.restarts() == 1 ? "1 restart" : summary.restarts() + " restarts");
  }

  private void inputs(RunResults results, RunSummary summary) {
    line("");
    line("  %-12s %,9d   %s", "accepted", summary.accepted(), results.accepted());
    line("  %-12s %,9d   %s", "rejected", summary.rejected(), "a dead letter each");
    line("  %-12s %,9d   %s", "duplicates", summary.duplicates(), "done before, not done again");
  }

  private void counts(String title, Map<String, Long> counts) {
    if (counts.isEmpty()) {
      return;
    }
    line("");
    line("%s", title);
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    int width = Math.max(12, longest(counts.keySet().stream().toList()));
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            entry ->
                line(
                    "  %-" + width + "s %,9d  %5.1f%%",
                    entry.getKey(),
                    entry.getValue(),
                    100.0 * entry.getValue() / all));
  }

  private void stages(Accounting accounting) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("stage", "started", "succeeded", "suppressed", "dead", "retried", "late"));
    for (StageCount count : accounting.stages()) {
      if (count.isIdle()) {
        continue;
      }
      rows.add(
          List.of(
              count.stage(),
              number(count.started()),
              number(count.succeeded()),
              number(count.suppressed()),
              number(count.dead()),
              number(count.retried()),
              number(count.late())));
    }
    line("");
    int width = longest(rows.stream().map(row -> row.get(0)).toList());
    for (List<String> row : rows) {
      line("%-" + width + "s  %10s %10s %10s %10s %10s %10s", row.toArray());
    }
  }

  private void files(Exported exported, OutputFolder folder) {
    line("");
    int width = folder.deadLetters().toString().length();
    exported.lines().forEach((kind, lines) -> file(width, folder.results(kind), lines, kind));
    file(width, folder.deadLetters(), exported.deadLetters(), "dead letters");
    file(width, folder.audit(), exported.auditEvents(), "events");
    line("%s", folder.summary());
    line("%s", folder.log());
  }

  private void file(int width, Path file, long lines, String what) {
    line("%-" + width + "s   %,d %s", file, lines, what);
  }

  private void times(RunReport report) {
    RunTimes times = report.times();
    line("");
    line(
        "start %s, run %s, stop %s",
        seconds(times.start()), seconds(times.run()), seconds(times.stop()));
    if (report.violations().isEmpty()) {
      RunSummary summary = report.summary();
      line(
          "every input is accounted for: %,d = %,d accepted + %,d rejected + %,d duplicates",
          summary.inputs(), summary.accepted(), summary.rejected(), summary.duplicates());
    }
  }

  private static int longest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String number(long value) {
    return value == 0 ? "-" : String.format(Locale.ROOT, "%,d", value);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private void line(String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
