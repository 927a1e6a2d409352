package io.taskweir.deploy.plot;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The words of a plot: what it shows, for those who see it and for those who have it read out. */
final class Captions {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ENGLISH);

  private final Series series;
  private final Windows windows;

  Captions(Series series, Windows windows) {
    this.series = series;
    this.windows = windows;
  }

  /** Length, zone, span and readings. */
  String subtitle(boolean withTenant) {
    String tenant = withTenant ? " \u00b7 tenant " + series.key().tenant() : "";
    return "windows of %s \u00b7 %s \u00b7 %s \u00b7 %s%s"
        .formatted(series.every(), series.zone(), span(), readings(), tenant);
  }

  /** The same in sentences, with the extremes, and how much was drawn together. */
  String description(int segments, int anomalies, boolean columns) {
    return "Minimum, maximum, mean and 95th percentile in windows of %s (%s), %s: %s in %s. "
            .formatted(
                series.every(),
                series.zone(),
                span(),
                readings(),
                counted(windows.size(), "window"))
        + "Lowest %s, highest %s%s. "
            .formatted(value(windows.lowest()), value(windows.highest()), unit())
        + "%s, %s.".formatted(counted(segments - 1, "gap"), counted(anomalies, "anomaly window"))
        + (columns
            ? " There are more windows than pixels: each column of pixels shows the lowest minimum, the"
                + " highest maximum, the mean weighted by readings, and the highest 95th percentile."
            : "");
  }

  private String readings() {
    return counted(windows.readings(), "reading");
  }

  private String span() {
    var from = Instant.ofEpochMilli(windows.start(0)).atZone(series.zone());
    var to = Instant.ofEpochMilli(windows.end(windows.size() - 1)).atZone(series.zone());
    boolean whole = from.getSecond() == 0 && to.getSecond() == 0;
    DateTimeFormatter format = whole ? MINUTES : SECONDS;
    return format.format(from) + " to " + format.format(to);
  }

  private String unit() {
    return series.unit().isEmpty() ? "" : " " + series.unit();
  }

  private static String value(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  private static String counted(long count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }
}
