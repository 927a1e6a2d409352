package io.taskweir.engine;

import java.io.IOException;
import java.util.List;

/** A task for tests that does as its input says. */
public final class Words implements TaskFunction<Words.Line, Words.Count> {

  /** Every word on its own. */
  public static final Output<Line> SINGLE = Output.of("single", Line.class);

  private static final long serialVersionUID = 1L;

  /**
   * A line of text.
   *
   * @param key what stages are keyed by
   * @param text the words; the first may be an order: {@code fail}, {@code fail-until:N} (succeeds
   *     on attempt N), {@code reject}, {@code overflow}, {@code assert}, {@code null-result}
   */
  public record Line(String key, String text) {}

  /**
   * How many words a line has.
   *
   * @param key the line's key
   * @param words the number of words
   */
  public record Count(String key, int words) {}

  @Override
  public List<Output<?>> outputs() {
    return List.of(SINGLE);
  }

  @Override
  public void run(Line line, TaskContext<Count> context) throws Exception {
    List<String> words = List.of(line.text().split(" ", -1));
    for (String word : words) {
      context.emit(SINGLE, word, new Line(line.key(), word));
    }
    context.emit(new Count(line.key(), words.size()));
    obey(words.get(0), context);
  }

  private static void obey(String order, TaskContext<Count> context) throws Exception {
    if (order.startsWith("fail-until:")) {
      int until = Integer.parseInt(order.substring("fail-until:".length()));
      if (context.task().attempt() < until) {
        throw new IOException("not before attempt " + until);
      }
    }
    switch (order) {
      case "fail" -> throw new IOException("told to fail");
      case "reject" -> throw new Rejection("TOLD_SO", "told to reject");
      case "overflow" -> overflow(0);
      case "assert" -> throw new AssertionError("told to assert");
      case "null-result" -> context.emit(null);
      default -> {}
    }
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int overflow(int depth) {
    return overflow(depth + 1) + 1;
  }
}
