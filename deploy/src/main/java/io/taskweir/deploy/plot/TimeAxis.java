package io.taskweir.deploy.plot;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The axis of time: the finest ticks of the calendar whose labels leave each other room. */
final class TimeAxis {

  /** The size of its labels, in pixels. */
  static final int FONT = 11;

  /** Pixels between two labels. */
  private static final double ROOM = 20;

  /** A label over half of which is outside the plot would be cut off by the edge of the picture. */
  private final double leftmost;

  private final double rightmost;
  private final Plane plane;
  private final ZoneId zone;

  /**
   * A tick: a grid line at {@code x}, a label, and below it, around {@code contextX}, what the
   * label leaves open, such as the year. Both are empty where there is no room.
   */
  record Tick(double x, String label, double contextX, String context) {}

  private record At(double x, LocalDateTime time) {}

  /**
   * @param leftmost where the picture ends, in pixels
   * @param rightmost likewise on the right
   */
  TimeAxis(Plane plane, ZoneId zone, double leftmost, double rightmost) {
    this.plane = plane;
    this.zone = zone;
    this.leftmost = leftmost;
    this.rightmost = rightmost;
  }

  /** The ticks, from left to right. */
  List<Tick> ticks() {
    for (CalendarStep step : CalendarStep.ALL) {
      if (step.millis() * plane.width() < ROOM * plane.millis()) {
        continue;
      }
      List<Tick> ticks = labelled(step);
      if (leaveRoom(ticks)) {
        return ticks;
      }
    }
    return List.of();
  }

  private List<Tick> labelled(CalendarStep step) {
    List<At> times = times(step);
    var ticks = new ArrayList<Tick>();
    String last = "";
    for (At at : times) {
      String context = step.context(at.time());
      boolean said = context.equals(last);
      String label = shown(at.x(), step.label(at.time()));
      ticks.add(new Tick(at.x(), label, within(at.x(), context), said ? "" : context));
      last = context;
    }
    return withRoomForContexts(ticks);
  }

  private List<At> times(CalendarStep step) {
    var times = new ArrayList<At>();
    LocalDateTime end = local(plane.to());
    for (var time = step.floor(local(plane.from())); !time.isAfter(end); time = step.next(time)) {
      var zoned = time.atZone(zone);
      long millis = zoned.toInstant().toEpochMilli();
      boolean exists = !step.isWithinADay() || zoned.toLocalDateTime().equals(time);
      if (exists && millis >= plane.from() && millis <= plane.to()) {
        times.add(new At(plane.x(millis), time));
      }
    }
    return times;
  }

  private LocalDateTime local(long millis) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone);
  }

  private String shown(double x, String text) {
    double half = TextWidth.of(text, FONT) / 2;
    return x - half < leftmost || x + half > rightmost ? "" : text;
  }

  /** A date at the edge moves inwards, so that midnight at the end still says of which day. */
  private double within(double x, String context) {
    double half = TextWidth.of(context, FONT) / 2;
    return Math.max(leftmost + half, Math.min(rightmost - half, x));
  }

  private static boolean leaveRoom(List<Tick> ticks) {
    double free = Double.NEGATIVE_INFINITY;
    for (Tick tick : ticks) {
      double half = TextWidth.of(tick.label(), FONT) / 2;
      if (half > 0 && tick.x() - half < free) {
        return false;
      }
      free = half > 0 ? tick.x() + half + ROOM : free;
    }
    return true;
  }

  /** From the right, since the first context is the one to give way: the next tells more. */
  private static List<Tick> withRoomForContexts(List<Tick> ticks) {
    var kept = new ArrayList<>(ticks);
    double free = Double.POSITIVE_INFINITY;
    for (int i = ticks.size() - 1; i >= 0; i--) {
      Tick tick = ticks.get(i);
      double half = TextWidth.of(tick.context(), FONT) / 2;
      if (half > 0 && tick.contextX() + half > free) {
        kept.set(i, new Tick(tick.x(), tick.label(), tick.contextX(), ""));
      } else if (half > 0) {
        free = tick.contextX() - half - ROOM / 2;
      }
    }
    return kept;
  }
}
