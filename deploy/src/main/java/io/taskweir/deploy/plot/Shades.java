package io.taskweir.deploy.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Anomaly windows as stretches of the plot. What overlaps or lies within a pixel of each other is
 * one stretch, so that no number of windows makes the file large.
 */
final class Shades {

  /** A short window would vanish, in pixels. */
  private static final double NARROWEST = 2;

  private Shades() {}

  /** From {@code left} to {@code right}, in pixels. */
  record Stretch(double left, double right) {}

  /** What lies within the plot, from left to right. */
  static List<Stretch> of(List<AnomalyWindows.Window> windows, Plane plane) {
    var stretches = new ArrayList<Stretch>();
    windows.stream()
        .map(window -> stretch(window, plane))
        .filter(stretch -> stretch.left() < plane.right() && stretch.right() > plane.left())
        .map(stretch -> within(stretch, plane))
        .sorted(Comparator.comparingDouble(Stretch::left))
        .forEach(stretch -> join(stretches, stretch));
    return stretches;
  }

  private static Stretch stretch(AnomalyWindows.Window window, Plane plane) {
    double left = plane.x(window.start().toEpochMilli());
    double right = plane.x(window.end().toEpochMilli());
    double missing = Math.max(0, NARROWEST - (right - left)) / 2;
    return new Stretch(left - missing, right + missing);
  }

  private static Stretch within(Stretch stretch, Plane plane) {
    return new Stretch(
        Math.max(plane.left(), stretch.left()), Math.min(plane.right(), stretch.right()));
  }

  private static void join(List<Stretch> stretches, Stretch next) {
    int last = stretches.size() - 1;
    if (last >= 0 && next.left() - stretches.get(last).right() < 1) {
      Stretch before = stretches.get(last);
      stretches.set(last, new Stretch(before.left(), Math.max(before.right(), next.right())));
    } else {
      stretches.add(next);
    }
  }
}
