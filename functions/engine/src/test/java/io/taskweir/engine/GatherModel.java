package io.taskweir.engine;

import io.taskweir.engine.Manifest.Child;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * What a join promises, in sets: it fires when the set of what was announced lies within the set of
 * what has ended.
 */
final class GatherModel {

  private final Transcript transcript;
  private final Map<TaskId, Gathering> gatherings = new HashMap<>();
  private final Map<TaskId, Long> decided = new HashMap<>();
  private long late;
  private long now;

  private record Gathering(
      @Nullable Task<Manifest<String>> manifest,
      Map<String, Task<Outcome<String>>> ended,
      long due) {}

  GatherModel(Transcript transcript) {
    this.transcript = transcript;
  }

  /** What a snapshot keeps. */
  GatherModel copy() {
    GatherModel copy = new GatherModel(transcript);
    copy.gatherings.putAll(gatherings);
    copy.decided.putAll(decided);
    copy.late = late;
    copy.now = now;
    return copy;
  }

  void announce(Task<Manifest<String>> manifest) {
    if (isDecided(manifest.root())) {
      late(manifest);
      return;
    }
    Gathering before = gathering(manifest.root());
    if (before.manifest() == null) {
      put(manifest.root(), new Gathering(manifest, before.ended(), before.due()));
    }
  }

  void end(Task<Outcome<String>> outcome) {
    if (isDecided(outcome.root())) {
      late(outcome);
      return;
    }
    Gathering before = gathering(outcome.root());
    Map<String, Task<Outcome<String>>> ended = new TreeMap<>(before.ended());
    ended.putIfAbsent(outcome.id().hex(), outcome);
    put(outcome.root(), new Gathering(before.manifest(), ended, before.due()));
  }

  /** Time passes; what has waited long enough fires as it is. */
  void clock(long time) {
    now = time;
    for (TaskId run : new ArrayList<>(gatherings.keySet())) {
      if (gatherings.get(run).due() <= now) {
        finish(run);
      }
    }
  }

  /** Time passes while the job is down. */
  void outage(long time) {
    now = time;
  }

  void endInputs() {
    new ArrayList<>(gatherings.keySet()).forEach(this::finish);
  }

  long late() {
    return late;
  }

  long runsThatGather() {
    return gatherings.size();
  }

  long nextDue() {
    return gatherings.values().stream().mapToLong(Gathering::due).min().orElse(Long.MAX_VALUE);
  }

  /** When the next tombstone expires. */
  long nextExpiry() {
    return decided.values().stream()
        .mapToLong(until -> until)
        .filter(until -> until > now)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private boolean isDecided(TaskId run) {
    return decided.getOrDefault(run, Long.MIN_VALUE) > now;
  }

  private Gathering gathering(TaskId run) {
    long due = now + GatherHarness.TIMEOUT.toMillis();
    return gatherings.getOrDefault(run, new Gathering(null, Map.of(), due));
  }

  private void put(TaskId run, Gathering gathering) {
    gatherings.put(run, gathering);
    if (gathering.manifest() != null && silent(gathering).isEmpty()) {
      finish(run);
    }
  }

  /** The announced children that somebody answers for and that have not ended. */
  private static Set<Child> silent(Gathering gathering) {
    Set<Child> silent = new HashSet<>(gathering.manifest().payload().children());
    gathering.ended().values().forEach(ended -> silent.addAll(ended.payload().announced()));
    silent.removeIf(child -> !GatherHarness.ANSWERS.containsKey(child.output()));
    silent.removeIf(child -> gathering.ended().containsKey(child.id()));
    return silent;
  }

  private void finish(TaskId run) {
    Gathering gathering = gatherings.remove(run);
    if (gathering.manifest() == null) {
      gathering.ended().values().forEach(this::late);
      return;
    }
    decided.put(run, now + GatherHarness.TOMBSTONE.toMillis());
    List<String> findings = new ArrayList<>();
    List<Gathered.Ended> without = new ArrayList<>();
    for (Task<Outcome<String>> ended : gathering.ended().values()) {
      Outcome<String> outcome = ended.payload();
      findings.addAll(outcome.results());
      if (outcome.results().isEmpty()) {
        String reason = outcome.reason() == null ? "NO_RESULT" : outcome.reason();
        without.add(new Gathered.Ended(outcome.stage(), reason));
      }
    }
    Set<String> missing = new TreeSet<>();
    silent(gathering).forEach(child -> missing.add(GatherHarness.ANSWERS.get(child.output())));
    without.sort(Comparator.comparing(Gathered.Ended::stage).thenComparing(Gathered.Ended::reason));
    TaskId id = run.child(TaskId.slot("decide-gather", "", "", 0));
    String parked = gathering.manifest().payload().parked();
    transcript.child(
        "",
        gathering
            .manifest()
            .child(id, run, new Gathered<>(parked, findings, without, List.copyOf(missing))));
  }

  private void late(Task<?> task) {
    late++;
    transcript.event(AuditEvent.Event.LATE, task.id().hex(), null, "LATE", 1);
  }
}
