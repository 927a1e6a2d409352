package io.taskweir.deploy.plot;

import java.util.List;

/** One sensor's plot: where all its parts stand. */
final class Chart {

  static final int WIDTH = 960;
  static final int HEIGHT = 360;

  private static final int MARGIN = 24;
  private static final int TOP = 92;
  private static final int BOTTOM = HEIGHT - 48;
  private static final int TITLE_LINE = 32;
  private static final int SUBTITLE_LINE = 52;
  private static final int UNIT_LINE = 80;
  private static final int TITLE_FONT = 18;
  private static final int SUBTITLE_FONT = 12;
  private static final int FONT = 11;
  private static final int TO_AXIS = 8;
  private static final int EDGE = 4;

  private static final String FONTS =
      "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

  private final Series series;
  private final Captions captions;
  private final ValueAxis values;
  private final Plane plane;
  private final List<Windows> segments;
  private final List<Shades.Stretch> shades;
  private final boolean inColumns;
  private final Svg svg = new Svg();

  /**
   * @param windows of the series, at least one
   * @param anomalies of the sensor
   */
  Chart(Series series, Windows windows, List<AnomalyWindows.Window> anomalies) {
    this.series = series;
    this.captions = new Captions(series, windows);
    this.values = ValueAxis.of(windows.lowest(), windows.highest());
    this.plane = plane(windows, values);
    this.inColumns = windows.size() > plane.width();
    this.segments = segments(windows);
    this.shades = Shades.of(anomalies, plane);
  }

  /**
   * Draws it.
   *
   * @param withTenant whether the subtitle says whose sensor it is
   */
  String draw(boolean withTenant) {
    svg.open(
        "svg",
        "xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"%s\""
            .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, FONTS));
    svg.text("title", "id=\"title\"", series.key().sensor());
    svg.text(
        "desc", "id=\"desc\"", captions.description(segments.size(), shades.size(), inColumns));
    svg.empty(
        "rect", "width=\"%d\" height=\"%d\" fill=\"%s\"".formatted(WIDTH, HEIGHT, Palette.PAPER));
    head(withTenant);
    shades();
    valueAxis();
    timeAxis();
    new Curves(plane, segments).draw(svg);
    return svg.close("svg").toString();
  }

  /** Attributes of a text that begins at a point. */
  static String at(double x, double y) {
    return "x=\"%s\" y=\"%s\"".formatted(Svg.number(x), Svg.number(y));
  }

  private static Plane plane(Windows windows, ValueAxis values) {
    double labels =
        values.ticks().stream()
            .mapToDouble(tick -> TextWidth.of(tick.label(), FONT))
            .max()
            .orElse(0);
    return new Plane(
        MARGIN + labels + TO_AXIS,
        WIDTH - MARGIN,
        TOP,
        BOTTOM,
        windows.start(0),
        windows.end(windows.size() - 1),
        values.low(),
        values.high());
  }

  private List<Windows> segments(Windows windows) {
    if (!inColumns) {
      return windows.segments(0);
    }
    long pixel = (long) (plane.millis() / plane.width());
    return windows.segments(pixel).stream().map(segment -> segment.columns(plane::x)).toList();
  }

  private void head(boolean withTenant) {
    var legend = new Legend(!shades.isEmpty());
    double right = WIDTH - MARGIN;
    double titleWidth = right - legend.width() - 2 * MARGIN;
    svg.text(
        "text",
        "class=\"title\" font-size=\"%d\" font-weight=\"bold\" fill=\"%s\" "
                .formatted(TITLE_FONT, Palette.TEXT)
            + at(MARGIN, TITLE_LINE),
        TextWidth.fit(series.key().sensor(), TITLE_FONT, titleWidth));
    svg.text(
        "text",
        "class=\"subtitle\" font-size=\"%d\" fill=\"%s\" "
                .formatted(SUBTITLE_FONT, Palette.QUIET_TEXT)
            + at(MARGIN, SUBTITLE_LINE),
        TextWidth.fit(captions.subtitle(withTenant), SUBTITLE_FONT, right - MARGIN));
    legend.draw(svg, right, TITLE_LINE);
  }

  /** The bar on top is what shows them where the band covers all the height. */
  private void shades() {
    svg.open("g", "class=\"anomalies\" fill=\"%s\"".formatted(Palette.ANOMALY));
    for (Shades.Stretch shade : shades) {
      svg.rectangle(shade.left(), TOP, shade.right() - shade.left(), BOTTOM - TOP);
    }
    svg.close("g");
    svg.open("g", "class=\"anomaly-edges\" fill=\"%s\"".formatted(Palette.ANOMALY_EDGE));
    for (Shades.Stretch shade : shades) {
      svg.rectangle(shade.left(), TOP - EDGE, shade.right() - shade.left(), EDGE);
    }
    svg.close("g");
  }

  private void valueAxis() {
    svg.open(
        "g",
        "class=\"values\" font-size=\"%d\" fill=\"%s\" text-anchor=\"end\""
            .formatted(FONT, Palette.QUIET_TEXT));
    for (ValueAxis.Tick tick : values.ticks()) {
      double y = plane.y(tick.at());
      line(plane.left(), y, plane.right(), y, Palette.GRID);
      svg.text("text", at(plane.left() - TO_AXIS, y + 4), tick.label());
    }
    svg.close("g");
    svg.text(
        "text",
        "class=\"unit\" font-size=\"%d\" fill=\"%s\" ".formatted(FONT, Palette.QUIET_TEXT)
            + at(plane.left(), UNIT_LINE),
        TextWidth.fit(series.unit(), FONT, plane.width() / 2));
  }

  private void timeAxis() {
    svg.open(
        "g",
        "class=\"times\" font-size=\"%d\" fill=\"%s\" text-anchor=\"middle\""
            .formatted(TimeAxis.FONT, Palette.QUIET_TEXT));
    for (TimeAxis.Tick tick : new TimeAxis(plane, series.zone(), 4, WIDTH - 4).ticks()) {
      line(tick.x(), TOP, tick.x(), BOTTOM + 4, Palette.GRID);
      label("label", tick.x(), BOTTOM + 18, tick.label());
      label("context", tick.contextX(), BOTTOM + 33, tick.context());
    }
    svg.close("g");
    line(plane.left(), BOTTOM, plane.right(), BOTTOM, Palette.AXIS);
  }

  private void label(String kind, double x, double y, String text) {
    if (!text.isEmpty()) {
      svg.text("text", "class=\"" + kind + "\" " + at(x, y), text);
    }
  }

  private void line(double x1, double y1, double x2, double y2, String colour) {
    svg.empty(
        "path",
        "d=\"M%s,%s %s,%s\" stroke=\"%s\""
            .formatted(Svg.number(x1), Svg.number(y1), Svg.number(x2), Svg.number(y2), colour));
  }
}
