package io.taskweir.deploy.load;

import io.taskweir.deploy.records.Entry;
import io.taskweir.deploy.records.RunRecords;
import io.taskweir.deploy.records.RunRecords.Kind;
import io.taskweir.deploy.records.Wanted;
import io.taskweir.state.AuditEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import javax.annotation.Nullable;

/**
 * Counts the audit of a workflow, in one pass and in any order. An attempt ran for its duration
 * until its event's time. Where stages run in one chain, the event of the first is written when the
 * rest has run, so its interval is as long as it should be and lies later by that.
 */
public final class LoadCount {

  private final String workflow;
  private final Windows windows;
  private final boolean byStage;
  private final Map<Key, Series> series =
      new TreeMap<>(
          Comparator.comparing(Key::tenant)
              .thenComparing(Key::stage, Comparator.nullsFirst(Comparator.naturalOrder())));
  private final Set<String> succeeding = new TreeSet<>();

  /** Whose work a series is. */
  record Key(String tenant, @Nullable String stage) {}

  /**
   * A count of nothing yet.
   *
   * @param byStage whether stages are told apart
   */
  public LoadCount(String workflow, Windows windows, boolean byStage) {
    this.workflow = workflow;
    this.windows = windows;
    this.byStage = byStage;
  }

  /** When the newest event of a workflow was; null where there is none. */
  @Nullable
  public static Instant newest(RunRecords records, String workflow) throws IOException {
    var newest = new AtomicReference<Instant>();
    records.forEach(
        Kind.AUDIT,
        Wanted.ALL,
        entry -> {
          AuditEvent event = entry.event();
          Instant before = newest.get();
          if (workflow.equals(event.workflow()) && (before == null || event.at().isAfter(before))) {
            newest.set(event.at());
          }
        });
    return newest.get();
  }

  /** Counts what is of these windows. */
  public LoadCount read(RunRecords records) throws IOException {
    records.forEach(Kind.AUDIT, Wanted.after(windows.first()), this::add);
    return this;
  }

  /** The windows. */
  public Windows windows() {
    return windows;
  }

  /** Of these stages, those of which no success was met. */
  public List<String> silent(List<String> stages) {
    return stages.stream().filter(stage -> !succeeding.contains(stage)).toList();
  }

  /** A line for each tenant (and stage) and window in which something was going on, in order. */
  public List<LoadLine> lines() {
    var lines = new ArrayList<LoadLine>();
    series.forEach(
        (key, counts) -> {
          for (int window = 0; window < windows.count(); window++) {
            if (!counts.isIdle(window)) {
              lines.add(counts.line(key, window));
            }
          }
        });
    return lines;
  }

  private void add(Entry entry) throws IOException {
    AuditEvent event = entry.event();
    long end = windows.nanos(event.at());
    if (!workflow.equals(event.workflow()) || end < 0 || end >= windows.endNanos()) {
      return;
    }
    if (event.event() == AuditEvent.Event.SUCCEEDED) {
      succeeding.add(event.stage());
    }
    var key = new Key(event.tenant(), byStage ? event.stage() : null);
    series.computeIfAbsent(key, k -> new Series(windows)).add(event, end);
  }
}
