package io.taskweir.email;

import io.taskweir.email.Verdict.Judgement;
import io.taskweir.engine.Batch;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.state.Task;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts a batch of verdicts of one tenant. It keeps no state and rejects nothing. */
public final class WriteDigest implements TaskFunction<Batch<VerdictSummary>, Digest> {

  private static final int MOST_REASONS = 10;

  @Override
  public void run(Batch<VerdictSummary> batch, TaskContext<Digest> context) {
    Task<?> task = context.task();
    List<VerdictSummary> items = batch.items();
    context.emit(
        new Digest(
            task.root().hex(),
            task.root().hex(),
            task.tenant(),
            1,
            batch.firing(),
            batch.cause().name().toLowerCase(Locale.ROOT),
            Instant.ofEpochMilli(batch.due()),
            items.size(),
            count(items, Judgement.HAM),
            count(items, Judgement.SPAM),
            count(items, Judgement.PHISH),
            items.stream().mapToDouble(VerdictSummary::score).sorted().average().orElse(0),
            reasons(items)));
  }

  private static int count(List<VerdictSummary> items, Judgement judgement) {
    return (int) items.stream().filter(item -> item.verdict() == judgement).count();
  }

  private static List<Digest.Count> reasons(List<VerdictSummary> items) {
    Map<String, Integer> counts = new TreeMap<>();
    for (VerdictSummary item : items) {
      new LinkedHashSet<>(item.against()).forEach(code -> counts.merge(code, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .map(entry -> new Digest.Count(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingInt(Digest.Count::messages)
                .reversed()
                .thenComparing(Digest.Count::code))
        .limit(MOST_REASONS)
        .toList();
  }
}
