package io.taskweir.deploy.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Findings for people: a row each, with its remedy under it, and one row for each sound stage. */
final class FindingsTable {

  private static final String GAP = "  ";

  private final List<Finding> findings;

  FindingsTable(List<Finding> findings) {
    this.findings = findings;
  }

  String text() {
    int severity = width(finding -> label(finding.severity()), "");
    int stage = width(Finding::stage, "stage");
    int state = width(Finding::state, "state");
    List<String> lines = new ArrayList<>();
    lines.add(row(pad("", severity), pad("stage", stage), pad("state", state), "what"));
    for (Finding finding : findings) {
      lines.add(
          row(
              pad(label(finding.severity()), severity),
              pad(finding.stage(), stage),
              pad(finding.state(), state),
              finding.what()));
      if (!finding.remedy().isEmpty()) {
        lines.add(
            row(" ".repeat(severity), " ".repeat(stage), pad("", state), "-> " + finding.remedy()));
      }
    }
    lines.add("");
    lines.add(totals());
    return String.join("\n", lines) + "\n";
  }

  private String totals() {
    return "%d refused, %d would lose data, %d to note, %d unchanged or sound"
        .formatted(
            count(Severity.REFUSED),
            count(Severity.DATA_LOSS),
            count(Severity.NOTE),
            count(Severity.OK));
  }

  private long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  private int width(Function<Finding, String> column, String head) {
    return findings.stream()
        .mapToInt(finding -> column.apply(finding).length())
        .reduce(head.length(), Math::max);
  }

  private static String row(String... cells) {
    return String.join(GAP, cells).stripTrailing();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String label(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
