package io.taskweir.deploy.upgrade;

import io.taskweir.state.layout.KeptState;
import io.taskweir.state.layout.StageKind;
import io.taskweir.state.layout.StageLayout;
import io.taskweir.state.layout.StateLayout;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares two versions of a job, stage by stage. */
final class JobComparison {

  /** What Flink puts before the uid of a sink for the part of it that commits. */
  private static final String COMMITTER = "Sink Committer: ";

  private static final Set<StageKind> NOT_OF_A_WORKFLOW =
      EnumSet.of(StageKind.SOURCE, StageKind.SINK, StageKind.STATELESS, StageKind.UNDECLARED);

  private final StateLayout running;
  private final StateLayout next;
  private final TypeComparison types;

  JobComparison(StateLayout running, StateLayout next, Predicate<String> hasClass) {
    this.running = running;
    this.next = next;
    this.types = new TypeComparison(running, next, hasClass);
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    compareKeyGroups(findings);
    for (StageLayout old : running.stages().values()) {
      StageLayout now = next.stages().get(old.uid());
      if (now != null) {
        findings.addAll(new StageComparison(old, now, types).findings());
      } else if (!isPartOfSink(old, next)) {
        findings.add(removed(old));
      }
    }
    for (StageLayout now : next.stages().values()) {
      if (isNew(now) && !isPartOfSink(now, running)) {
        findings.add(new Finding(Severity.OK, now.uid(), "", added(now), ""));
      }
    }
    return findings;
  }

  boolean leavesStateBehind() {
    return running.stages().values().stream()
        .filter(old -> !next.stages().containsKey(old.uid()))
        .anyMatch(old -> old.kind().mayHaveState() && !isUntold(old));
  }

  /** Whether the next job may well have it and only does not say so: it names no source either. */
  private boolean isUntold(StageLayout old) {
    return NOT_OF_A_WORKFLOW.contains(old.kind())
        && next.stages().values().stream().noneMatch(now -> now.kind() == StageKind.SOURCE);
  }

  private void compareKeyGroups(List<Finding> findings) {
    int old = running.maxParallelism();
    int now = next.maxParallelism();
    if (old > 0 && now > 0 && old != now) {
      findings.add(
          new Finding(
              Severity.REFUSED,
              "",
              "",
              "maximum parallelism: was " + old + ", is " + now,
              "keep it: the number of key groups is fixed with the first savepoint"));
    }
  }

  private Finding removed(StageLayout old) {
    if (isUntold(old)) {
      return new Finding(
          Severity.NOTE,
          old.uid(),
          "",
          "not judged: the next job does not tell what is not of its workflow",
          "call publishLayout when all is wired");
    }
    if (!old.kind().mayHaveState()) {
      return new Finding(Severity.NOTE, old.uid(), "", "removed: it had no state", "");
    }
    String heirs =
        next.stages().values().stream()
            .filter(this::isNew)
            .filter(now -> keepsTheSame(old, now))
            .map(StageLayout::uid)
            .collect(Collectors.joining(", "));
    String drop = "--drop '" + old.uid() + "'";
    return heirs.isEmpty()
        ? new Finding(Severity.DATA_LOSS, old.uid(), "", "removed: " + lost(old), drop)
        : new Finding(
            Severity.DATA_LOSS,
            old.uid(),
            "",
            "removed, and %s keeps the same: %s".formatted(heirs, lost(old)),
            "keep the uid if it was renamed; else " + drop);
  }

  private static String lost(StageLayout old) {
    return switch (old.kind()) {
      case SOURCE -> "its offsets are lost";
      case SINK -> "transactions that it has not committed are lost";
      case UNDECLARED -> "any state that it has is lost";
      default ->
          "lost is " + old.states().stream().map(KeptState::name).collect(Collectors.joining(", "));
    };
  }

  private static String added(StageLayout now) {
    return now.kind() == StageKind.SOURCE
        ? "added: it reads from where its connector begins"
        : "added, empty at first";
  }

  private boolean isNew(StageLayout now) {
    return !running.stages().containsKey(now.uid());
  }

  private static boolean keepsTheSame(StageLayout old, StageLayout now) {
    return old.kind() == now.kind() && types(old).equals(types(now));
  }

  private static Map<String, String> types(StageLayout stage) {
    Function<KeptState, String> type =
        state -> state.kind() + " " + state.key() + " " + state.value();
    return stage.states().stream().collect(Collectors.toMap(KeptState::name, type));
  }

  /** Whether it goes or comes with a sink of the same name, which is told of already. */
  private static boolean isPartOfSink(StageLayout stage, StateLayout other) {
    return stage.uid().startsWith(COMMITTER)
        && !other.stages().containsKey(stage.uid().substring(COMMITTER.length()));
  }
}
