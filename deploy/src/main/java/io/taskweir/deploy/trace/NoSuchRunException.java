package io.taskweir.deploy.trace;

import io.taskweir.logfmt.LogfmtValue;
import java.util.List;
import java.util.Map;

/** No run is meant, or more than one. The message says which in a line, and names them below. */
public final class NoSuchRunException extends RuntimeException {

  private NoSuchRunException(String message) {
    super(message);
  }

  static NoSuchRunException none(String asked, List<String> where) {
    return new NoSuchRunException(
        "no run, task or source "
            + LogfmtValue.visible(asked)
            + " in "
            + (where.isEmpty() ? "any workflow's topics" : String.join(", ", where))
            + "; the name of an input that was a duplicate is kept nowhere");
  }

  static NoSuchRunException several(String asked, Map<String, String> roots) {
    boolean more = roots.size() > RootSearch.MOST;
    var message =
        new StringBuilder(LogfmtValue.visible(asked))
            .append(" means ")
            .append(more ? "more than " + RootSearch.MOST : roots.size())
            .append(" runs; which?");
    roots.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .limit(RootSearch.MOST)
        .forEach(
            root ->
                message
                    .append("\n  ")
                    .append(root.getKey())
                    .append("  ")
                    .append(LogfmtValue.visible(root.getValue())));
    return new NoSuchRunException(message.toString());
  }
}
