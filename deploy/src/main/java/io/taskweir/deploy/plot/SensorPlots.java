package io.taskweir.deploy.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * Plots a finished run: a folder with one SVG per sensor.
 *
 * <p>The roll-ups are read twice, so that only those that are drawn are ever held: first to see
 * which sensors there are and which length suits each, then those windows, at 64 bytes a version of
 * a window. 200 sensors of 10,000 windows are 128 MB.
 */
public final class SensorPlots {

  /** More than anybody leafs through. */
  static final int MOST_SENSORS = 200;

  /** Some ten windows a pixel: beyond it a coarser length says as much. */
  static final int MOST_POINTS = 10_000;

  private SensorPlots() {}

  /**
   * Draws the plots.
   *
   * @param rollups a run's {@code rollups.jsonl}
   * @param folder where the plots go; made if it is absent
   * @param anomalies what to shade
   * @param every the length of the windows, such as {@code 1h}; if null, for each sensor the finest
   *     that does not have too many windows
   * @throws MalformedFileException if a line is no roll-up
   */
  public static Plots write(
      Path rollups, Path folder, AnomalyWindows anomalies, @Nullable String every)
      throws IOException {
    var survey = new Survey(MOST_SENSORS, MOST_POINTS, every);
    RollupLine.each(rollups, survey::add);
    Map<SensorKey, Series> all = series(rollups, survey.chosen());
    boolean withTenants = all.keySet().stream().map(SensorKey::tenant).distinct().count() > 1;
    Files.createDirectories(folder);
    var names = new FileNames();
    int written = 0;
    for (Series series : all.values()) {
      Windows windows = series.latest();
      if (windows.size() > 0) {
        var chart = new Chart(series, windows, anomalies.of(series.key().sensor()));
        String name = names.of(series.key().sensor());
        Files.writeString(folder.resolve(name), chart.draw(withTenants));
        written++;
      }
    }
    return new Plots(folder, written, survey.hasMore());
  }

  private static Map<SensorKey, Series> series(Path rollups, Map<SensorKey, String> chosen)
      throws IOException {
    var all = new TreeMap<SensorKey, Series>();
    chosen.forEach((key, every) -> all.put(key, new Series(key, every)));
    RollupLine.each(
        rollups,
        line -> {
          Series series = all.get(line.key());
          if (series != null && series.every().equals(line.every())) {
            series.add(line);
          }
        });
    return all;
  }
}
