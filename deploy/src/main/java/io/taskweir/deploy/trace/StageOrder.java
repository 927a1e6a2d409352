package io.taskweir.deploy.trace;

import java.util.Comparator;
import java.util.List;

/**
 * Stages in the order in which work passes them. Times do not tell: where stages run in one chain,
 * the event of the first is written last.
 *
 * @param stages their names, without what the engine adds by itself: {@code receive-...} comes
 *     first, and {@code ...-collect}, {@code ...-gather} and {@code ...-settings} stand beside the
 *     stage that they serve
 */
record StageOrder(List<String> stages) implements Comparator<String> {

  @Override
  public int compare(String left, String right) {
    return Integer.compare(place(left), place(right));
  }

  /** The stage that is configured, for {@code name} itself or what it serves. */
  static String configured(String name) {
    for (String suffix : List.of("-collect", "-gather", "-settings")) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }

  private int place(String name) {
    int at = stages.indexOf(name);
    if (at < 0) {
      at = stages.indexOf(configured(name));
    }
    if (at >= 0) {
      return 2 * at + (stages.contains(name) ? 1 : 0);
    }
    return name.startsWith("receive-") ? -1 : Integer.MAX_VALUE;
  }
}
