package io.taskweir.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.state.Json;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Counts verdicts against what people say of them, by day. Keyed by the day, and like all state by
 * tenant. It emits the day anew with every change, under one id and with a growing version: the
 * newest is the day's confusion.
 *
 * <p>Shares {@code confusion}, the day as it was last emitted, for {@link #MEMORY} from its last
 * change. Rejects nothing.
 */
public final class CountFeedback implements TaskFunction<FeedbackChange, Confusion> {

  private static final long serialVersionUID = 1L;

  /**
   * How long a day is open. Longer than {@link JoinFeedback#MEMORY}, or an opinion would be taken
   * back from a day that begins anew. Longer still costs 300 bytes a day.
   */
  public static final Duration MEMORY = JoinFeedback.MEMORY.plusDays(10);

  private static final String CONFUSION = "confusion";

  private static final Comparator<Confusion.Cell> ORDER =
      Comparator.comparing(Confusion.Cell::verdict).thenComparing(Confusion.Cell::label);

  @Override
  public void run(FeedbackChange input, TaskContext<Confusion> context)
      throws JsonProcessingException {
    Confusion before = parse(context.shared().getText(CONFUSION));
    Confusion now = changed(before, input, context.task());
    context.shared().putText(CONFUSION, Json.write(now), MEMORY);
    context.emit(now);
  }

  private static Confusion changed(@Nullable Confusion before, FeedbackChange change, Task<?> by) {
    return new Confusion(
        TaskId.derive("confusion", by.tenant(), change.day()).hex(),
        by.root().hex(),
        by.tenant(),
        before == null ? 1 : before.version() + 1,
        change.day(),
        cells(before == null ? List.of() : before.counts(), change));
  }

  /** The counts with one changed; those of none are left out. */
  private static List<Confusion.Cell> cells(List<Confusion.Cell> before, FeedbackChange change) {
    List<Confusion.Cell> cells = new ArrayList<>();
    int messages = change.change();
    for (Confusion.Cell cell : before) {
      if (cell.verdict() == change.verdict() && cell.label() == change.label()) {
        messages += cell.messages();
      } else {
        cells.add(cell);
      }
    }
    if (messages > 0) {
      cells.add(new Confusion.Cell(change.verdict(), change.label(), messages));
    }
    cells.sort(ORDER);
    return cells;
  }

  @Nullable
  private static Confusion parse(@Nullable String text) throws JsonProcessingException {
    return text == null ? null : Json.mapper().readValue(text, Confusion.class);
  }
}
