package io.taskweir.engine.internal;

import io.taskweir.engine.Gathered;
import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.Nullable;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * One run on the heap: what has come for it, and which part of that state does not have. It is
 * whole when its manifest is there and every child that is expected has ended; in which order all
 * that came changes nothing.
 *
 * @param <M> what a stage parked
 * @param <F> what children find
 */
final class Gathering<M, F> {

  private final Tuple2<Long, Long> key;
  private final long due;
  private final boolean isInState;
  private final Map<String, String> answers;
  private final NavigableMap<String, Task<Outcome<F>>> findings = new TreeMap<>();

  /** The output of each child that somebody answers for, by its task id. */
  private final Map<String, String> expected = new HashMap<>();

  private final List<Task<Outcome<F>>> unwritten = new ArrayList<>();
  @Nullable private Task<Manifest<M>> manifest;
  private boolean manifestIsWritten;
  private int missing;

  /**
   * A run of which nothing has come.
   *
   * @param key the run's
   * @param due when it goes on as it is, in epoch milliseconds
   * @param isInState whether state has something of it
   * @param answers which stage answers for the children of which output
   */
  Gathering(Tuple2<Long, Long> key, long due, boolean isInState, Map<String, String> answers) {
    this.key = key;
    this.due = due;
    this.isInState = isInState;
    this.answers = answers;
  }

  /** Takes the manifest in; whether it is the first. */
  boolean announce(Task<Manifest<M>> parked) {
    if (manifest != null) {
      return false;
    }
    manifest = parked;
    parked.payload().children().forEach(this::expect);
    return true;
  }

  /** Takes in how a child ended and which it announces; whether that is news. */
  boolean end(Task<Outcome<F>> ended) {
    String child = ended.id().hex();
    if (findings.putIfAbsent(child, ended) != null) {
      return false;
    }
    unwritten.add(ended);
    missing -= expected.containsKey(child) ? 1 : 0;
    ended.payload().announced().forEach(this::expect);
    return true;
  }

  private void expect(Manifest.Child child) {
    if (isAnswered(child) && expected.putIfAbsent(child.id(), child.output()) == null) {
      missing += findings.containsKey(child.id()) ? 0 : 1;
    }
  }

  /** Whether some stage answers for that child. */
  boolean isAnswered(Manifest.Child child) {
    return answers.containsKey(child.output());
  }

  boolean isWhole() {
    return manifest != null && missing == 0;
  }

  /** How many children are expected and have not ended. */
  int missing() {
    return missing;
  }

  /** How many arrivals it holds. */
  int arrivals() {
    return findings.size() + (manifest == null ? 0 : 1);
  }

  Tuple2<Long, Long> key() {
    return key;
  }

  long due() {
    return due;
  }

  boolean isInState() {
    return isInState;
  }

  @Nullable
  Task<Manifest<M>> manifest() {
    return manifest;
  }

  /** The manifest where state does not have it; else null. */
  @Nullable
  Task<Manifest<M>> newManifest() {
    return manifestIsWritten ? null : manifest;
  }

  /** What state does not have of {@link #findings}. */
  List<Task<Outcome<F>>> newFindings() {
    return unwritten;
  }

  /** Says that state has all that has come so far. */
  void markWritten() {
    unwritten.clear();
    manifestIsWritten = manifest != null;
  }

  /** How children ended, ordered by their ids. */
  Collection<Task<Outcome<F>>> findings() {
    return findings.values();
  }

  /** All of it, for the task of the join; only where the manifest is there. */
  Gathered<M, F> gathered() {
    List<F> found = new ArrayList<>();
    List<Gathered.Ended> without = new ArrayList<>();
    for (Task<Outcome<F>> child : findings.values()) {
      Outcome<F> outcome = child.payload();
      found.addAll(outcome.results());
      if (outcome.results().isEmpty()) {
        without.add(new Gathered.Ended(outcome.stage(), reason(outcome)));
      }
    }
    without.sort(Comparator.comparing(Gathered.Ended::stage).thenComparing(Gathered.Ended::reason));
    return new Gathered<>(manifest.payload().parked(), found, without, silent());
  }

  /** The stages that owe an answer. */
  private List<String> silent() {
    TreeSet<String> silent = new TreeSet<>();
    expected.forEach(
        (child, output) -> {
          if (!findings.containsKey(child)) {
            silent.add(answers.get(output));
          }
        });
    return List.copyOf(silent);
  }

  private static String reason(Outcome<?> outcome) {
    return outcome.reason() == null ? "NO_RESULT" : outcome.reason();
  }
}
