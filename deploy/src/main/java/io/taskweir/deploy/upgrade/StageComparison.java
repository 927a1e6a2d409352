package io.taskweir.deploy.upgrade;

import io.taskweir.state.layout.KeptState;
import io.taskweir.state.layout.StageKind;
import io.taskweir.state.layout.StageLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.Nullable;

/** Compares what one stage keeps in two versions of a job. */
final class StageComparison {

  private final StageLayout running;
  private final StageLayout next;
  private final TypeComparison types;
  private final Map<Change, List<String>> found = new LinkedHashMap<>();

  StageComparison(StageLayout running, StageLayout next, TypeComparison types) {
    this.running = running;
    this.next = next;
    this.types = types;
  }

  List<Finding> findings() {
    compareStage();
    running.states().forEach(this::compareState);
    for (KeptState state : next.states()) {
      if (running.state(state.name()).isEmpty()) {
        note(
            state.name(),
            running.kind() == StageKind.UNDECLARED
                ? Change.noted("was not declared before, so it is not judged")
                : Change.sound("added, empty at first"));
      }
    }
    List<Finding> findings = new ArrayList<>();
    found.forEach(
        (change, states) ->
            findings.add(
                new Finding(
                    change.severity(),
                    running.uid(),
                    String.join(", ", states),
                    change.what(),
                    change.remedy())));
    if (findings.isEmpty()) {
      findings.add(new Finding(Severity.OK, running.uid(), "", unchanged(), ""));
    }
    return findings;
  }

  private void compareStage() {
    if (running.key() != null && next.key() != null) {
      types.ofKeys("key", running.key(), next.key()).forEach(change -> note(null, change));
    }
    if (running.envelope() > 0 && next.envelope() > 0 && running.envelope() > next.envelope()) {
      note(
          null,
          Change.refused(
              "envelope: was version %d, is %d, which cannot read it"
                  .formatted(running.envelope(), next.envelope()),
              "go on with the newer version of Taskweir"));
    }
    compareWindows();
    for (String timers : running.timers()) {
      if (!next.timers().contains(timers)) {
        note(
            null,
            Change.loss(
                "timers " + timers + ": gone, and what waits for them waits for ever",
                "keep what sets them, or accept it"));
      }
    }
    if (next.kind() == StageKind.UNDECLARED) {
      note(null, Change.noted("may keep state that nobody has declared, which is not judged"));
    }
  }

  private void compareWindows() {
    if (running.windows() != null
        && next.windows() != null
        && !running.windows().equals(next.windows())) {
      note(
          "layout",
          Change.refused(
              "windows: were %s, are %s".formatted(running.windows(), next.windows()),
              "keep lengths and zone, or give the consolidation another uid and drop this one"));
    }
  }

  private void compareState(KeptState old) {
    Optional<KeptState> same = next.state(old.name());
    if (same.isEmpty()) {
      types.ofUnwanted("removed", old.value()).forEach(change -> note(old.name(), change));
      note(old.name(), StateWorth.ofRemoved(running.kind(), old.name()));
      return;
    }
    KeptState now = same.get();
    if (old.kind() != now.kind()) {
      note(
          old.name(),
          Change.refused(
              "was kept as %s, is as %s".formatted(old.kind().label(), now.kind().label()),
              "keep the kind, or give the state another name"));
      return;
    }
    if (old.key() != null && now.key() != null) {
      types.ofKeys("map key", old.key(), now.key()).forEach(change -> note(old.name(), change));
    }
    types.ofValues("value", old.value(), now.value()).forEach(change -> note(old.name(), change));
    if (!Objects.equals(old.lifetime(), now.lifetime())) {
      note(old.name(), Change.noted(lifetimes(old.lifetime(), now.lifetime())));
    }
  }

  private static String lifetimes(@Nullable Duration old, @Nullable Duration now) {
    if (old == null) {
      return "lifetime: was none, is " + shown(now) + ", from the upgrade on for what is there";
    }
    if (now == null) {
      return "lifetime: was " + shown(old) + ", is none: what is there stays for good";
    }
    String effect = now.compareTo(old) < 0 ? ": what is older is gone at once" : "";
    return "lifetime: was " + shown(old) + ", is " + shown(now) + effect;
  }

  private String unchanged() {
    int states = next.states().size();
    return switch (next.kind()) {
      case SOURCE -> "unchanged: its offsets go on";
      case SINK -> "unchanged: its transactions go on";
      case STATELESS -> "unchanged: no state";
      default -> "unchanged: " + states + (states == 1 ? " state" : " states");
    };
  }

  private void note(@Nullable String state, Change change) {
    List<String> states = found.computeIfAbsent(change, unused -> new ArrayList<>());
    if (state != null && !states.contains(state)) {
      states.add(state);
    }
  }

  private static String shown(Duration lifetime) {
    return Lifetimes.text(lifetime);
  }
}
