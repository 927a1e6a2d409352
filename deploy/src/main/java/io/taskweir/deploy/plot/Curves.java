package io.taskweir.deploy.plot;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Band, 95th percentile and mean of a sensor, broken where windows are missing. */
final class Curves {

  /** Radius of the dot that stands for a window without neighbours, in pixels. */
  private static final double DOT = 2.2;

  private final Plane plane;
  private final List<Windows> segments;

  Curves(Plane plane, List<Windows> segments) {
    this.plane = plane;
    this.segments = segments;
  }

  /** Draws them, what matters most last. A thin edge keeps a narrow peak of the band visible. */
  void draw(Svg svg) {
    svg.open(
        "g",
        "class=\"band\" fill=\"%s\" fill-opacity=\"0.75\" stroke=\"%s\" stroke-width=\"0.7\""
            .formatted(Palette.BAND, Palette.BAND));
    for (Windows segment : segments) {
      svg.empty("path", "d=\"" + (segment.size() == 1 ? bar(segment) : band(segment)) + "\"");
    }
    svg.close("g");
    curve(svg, "p95", Palette.P95, "1.2", Windows::p95);
    curve(svg, "mean", Palette.MEAN, "1.5", Windows::mean);
  }

  private interface Value {
    double of(Windows windows, int window);
  }

  private void curve(Svg svg, String kind, String colour, String width, Value value) {
    svg.open(
        "g",
        "class=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\" stroke-linecap=\"round\""
            .formatted(kind, colour, width));
    for (Windows segment : segments) {
      if (segment.size() == 1) {
        dot(svg, segment, colour, value.of(segment, 0));
      } else {
        var path = new StringBuilder("M");
        line(path, segment, window -> value.of(segment, window));
        svg.empty("path", "d=\"" + path + "\"");
      }
    }
    svg.close("g");
  }

  private void dot(Svg svg, Windows segment, String colour, double value) {
    svg.empty(
        "circle",
        "cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"none\""
            .formatted(
                Svg.number(plane.x(segment.middle(0))), Svg.number(plane.y(value)), DOT, colour));
  }

  private String band(Windows segment) {
    var path = new StringBuilder("M");
    line(path, segment, segment::max);
    for (int i = segment.size() - 1; i >= 0; i--) {
      point(path, plane.x(segment.middle(i)), segment.min(i));
    }
    return path.append('Z').toString();
  }

  /** The band of a window alone: as wide as the window, within reason. */
  private String bar(Windows segment) {
    double middle = plane.x(segment.middle(0));
    double half = Math.max(1, Math.min(4, plane.x(segment.end(0)) - middle));
    var path = new StringBuilder("M");
    point(path, middle - half, segment.max(0));
    point(path, middle + half, segment.max(0));
    point(path, middle + half, segment.min(0));
    point(path, middle - half, segment.min(0));
    return path.append('Z').toString();
  }

  private void line(StringBuilder path, Windows segment, IntToDoubleFunction value) {
    for (int i = 0; i < segment.size(); i++) {
      point(path, plane.x(segment.middle(i)), value.applyAsDouble(i));
    }
  }

  private void point(StringBuilder path, double x, double value) {
    path.append(path.length() == 1 ? "" : " ").append(Svg.number(x));
    path.append(',').append(Svg.number(plane.y(value)));
  }
}
