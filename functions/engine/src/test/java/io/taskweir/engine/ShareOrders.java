package io.taskweir.engine;

import io.taskweir.engine.Words.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A task for tests that obeys the orders of a line, which are set apart by commas: {@code put NAME
 * VALUE MILLIS}, {@code get NAME} (says what it got), {@code remove NAME}, {@code fail-first}
 * (fails on the first attempt); any other order is rejected.
 */
final class ShareOrders implements TaskFunction<Line, String> {

  @Override
  public void run(Line line, TaskContext<String> context) throws Exception {
    for (String order : line.text().split(", ", -1)) {
      List<String> words = List.of(order.split(" ", -1));
      switch (words.get(0)) {
        case "put" ->
            context
                .shared()
                .putText(
                    words.get(1), words.get(2), Duration.ofMillis(Long.parseLong(words.get(3))));
        case "get" -> context.emit(words.get(1) + "=" + context.shared().getText(words.get(1)));
        case "remove" -> context.shared().remove(words.get(1));
        case "fail-first" -> {
          if (context.task().attempt() == 1) {
            throw new IOException("told to fail");
          }
        }
        default -> throw new Rejection("ORDER", "unknown order " + order);
      }
    }
  }
}
