package io.taskweir.deploy.upgrade;

import io.taskweir.state.layout.StateLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Whether a job can go on from another's savepoint, said before either is stopped or started: what
 * Flink would refuse, and what it would lose without a word.
 *
 * <p>The rules are those of Flink 2.2.1 for POJOs, records, enums and TTL, and each is a test that
 * asks Flink's own serializers.
 */
public final class Compatibility {

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(Finding::stage)
          .thenComparing(Finding::state)
          .thenComparing(Finding::what);

  private final List<Finding> findings;
  private final boolean leavesStateBehind;

  private Compatibility(List<Finding> findings, boolean leavesStateBehind) {
    this.findings = findings.stream().sorted(WORST_FIRST).toList();
    this.leavesStateBehind = leavesStateBehind;
  }

  /**
   * Compares what {@code running} keeps with what {@code next} expects. Classes of the next version
   * are those that this program has.
   */
  public static Compatibility between(StateLayout running, StateLayout next) {
    return between(running, next, Compatibility::isHere);
  }

  /**
   * Compares what {@code running} keeps with what {@code next} expects.
   *
   * @param hasClass whether the next version has a class of this binary name. A savepoint names the
   *     classes of its records, and one that is gone cannot be read even where nobody wants it
   */
  public static Compatibility between(
      StateLayout running, StateLayout next, Predicate<String> hasClass) {
    JobComparison comparison = new JobComparison(running, next, hasClass);
    return new Compatibility(comparison.findings(), comparison.leavesStateBehind());
  }

  /**
   * The same where somebody has said of what may be lost that it may.
   *
   * @param names a stage's uid for all that it loses, or {@code UID/STATE}
   * @throws IllegalArgumentException in one line for a name of nothing that would be lost
   */
  public Compatibility dropping(Set<String> names) {
    Set<String> unused = new TreeSet<>(names);
    List<Finding> accepted = new ArrayList<>();
    for (Finding finding : findings) {
      boolean dropped = finding.severity() == Severity.DATA_LOSS && isNamed(finding, names);
      if (dropped) {
        unused.remove(finding.stage());
        unused.removeAll(statesOf(finding));
      }
      accepted.add(dropped ? asTold(finding) : finding);
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing of the name " + String.join(", ", unused) + " would be lost; " + expected());
    }
    return new Compatibility(accepted, leavesStateBehind);
  }

  /** All that was found, the worst first, then by stage and state. */
  public List<Finding> findings() {
    return findings;
  }

  /** What nothing can accept: Flink would not restore it, or it would mean something else. */
  public List<Finding> refusals() {
    return of(Severity.REFUSED);
  }

  /** What would be lost and nobody has accepted. */
  public List<Finding> losses() {
    return of(Severity.DATA_LOSS);
  }

  /** Whether the upgrade may go on. */
  public boolean isClear() {
    return refusals().isEmpty() && losses().isEmpty();
  }

  /**
   * Whether an operator that may have state is gone, so that Flink must be told to restore without
   * it. Tell it only then: else it is Flink that sees what this comparison could not.
   */
  public boolean leavesStateBehind() {
    return leavesStateBehind;
  }

  /** A table to read, with a line of totals. */
  public String table() {
    return new FindingsTable(findings).text();
  }

  private List<Finding> of(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).toList();
  }

  private String expected() {
    Set<String> all = new TreeSet<>();
    losses().forEach(loss -> all.add(loss.stage()));
    return all.isEmpty() ? "nothing is lost" : "expected " + String.join(", ", all);
  }

  /** Whether all of a loss is accepted: by its stage, or by each of its states. */
  private static boolean isNamed(Finding loss, Set<String> names) {
    Set<String> states = statesOf(loss);
    return names.contains(loss.stage()) || (!states.isEmpty() && names.containsAll(states));
  }

  private static Set<String> statesOf(Finding loss) {
    Set<String> names = new TreeSet<>();
    if (!loss.state().isEmpty()) {
      for (String state : loss.state().split(", ", -1)) {
        names.add(loss.stage() + "/" + state);
      }
    }
    return names;
  }

  private static Finding asTold(Finding loss) {
    return new Finding(
        Severity.NOTE, loss.stage(), loss.state(), loss.what() + " (dropped, as told)", "");
  }

  private static boolean isHere(String name) {
    ClassLoader loader =
        Objects.requireNonNullElse(
            Thread.currentThread().getContextClassLoader(), Compatibility.class.getClassLoader());
    return loader.getResource(name.replace('.', '/') + ".class") != null;
  }
}
