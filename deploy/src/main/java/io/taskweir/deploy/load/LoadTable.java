package io.taskweir.deploy.load;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The load of all tenants for a person to look at: a line a tenant, the busiest first. */
public final class LoadTable {

  /** A sparkline that is wider than this is merged, so that it fits beside its numbers. */
  private static final int WIDEST = 60;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Windows windows;
  private final boolean boxes;
  private final boolean byStage;

  private LoadTable(Windows windows, boolean byStage, boolean boxes) {
    this.windows = windows;
    this.byStage = byStage;
    this.boxes = boxes;
  }

  /**
   * Renders lines.
   *
   * @param boxes whether the reader's terminal shows block characters
   */
  public static String of(LoadCount count, boolean byStage, boolean boxes) {
    var table = new LoadTable(count.windows(), byStage, boxes);
    Map<LoadCount.Key, List<LoadLine>> rows = new LinkedHashMap<>();
    for (LoadLine line : count.lines()) {
      rows.computeIfAbsent(new LoadCount.Key(line.tenant(), line.stage()), k -> new ArrayList<>())
          .add(line);
    }
    return table.render(rows);
  }

  private String render(Map<LoadCount.Key, List<LoadLine>> rows) {
    var cells = new ArrayList<List<String>>();
    cells.add(titles());
    rows.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<LoadCount.Key, List<LoadLine>>>comparingDouble(
                    row -> -busy(row.getValue()))
                .thenComparing(row -> row.getKey().tenant()))
        .forEach(row -> cells.add(cells(row.getKey(), row.getValue())));
    int words = byStage ? 2 : 1;
    var page = new StringBuilder();
    for (List<String> line : cells) {
      page.append(line(line, widths(cells), words)).append('\n');
    }
    return page.toString();
  }

  private List<String> titles() {
    var titles = new ArrayList<String>();
    titles.add("tenant");
    if (byStage) {
      titles.add("stage");
    }
    titles.addAll(List.of("tasks", "dead", "retried", "busy s", "mean", "highest", "in", "peak"));
    titles.add(
        MINUTE.format(windows.first()) + " to " + MINUTE.format(windows.end(windows.count() - 1)));
    return titles;
  }

  private List<String> cells(LoadCount.Key key, List<LoadLine> lines) {
    LoadLine highest = lines.stream().max(Comparator.comparingDouble(LoadLine::mean)).orElseThrow();
    var cells = new ArrayList<String>();
    cells.add(key.tenant());
    if (byStage) {
      cells.add(key.stage());
    }
    cells.add(whole(lines.stream().mapToLong(LoadLine::tasks).sum()));
    cells.add(whole(lines.stream().mapToLong(LoadLine::dead).sum()));
    cells.add(whole(lines.stream().mapToLong(LoadLine::retried).sum()));
    cells.add(decimal(busy(lines)));
    cells.add(decimal(busy(lines) / seconds()));
    cells.add(decimal(highest.mean()));
    cells.add(MINUTE.format(highest.windowStart()));
    cells.add(decimal(lines.stream().mapToDouble(LoadLine::peak).max().orElse(0)));
    cells.add(Sparkline.of(merged(lines), boxes));
    return cells;
  }

  private static double busy(List<LoadLine> lines) {
    return lines.stream().mapToDouble(LoadLine::busySeconds).sum();
  }

  private double seconds() {
    return Duration.between(windows.first(), windows.until()).toNanos() / 1e9;
  }

  /** The means in order of time, neighbours as their highest where there are too many. */
  private double[] merged(List<LoadLine> lines) {
    int each = (windows.count() + WIDEST - 1) / WIDEST;
    var means = new double[(windows.count() + each - 1) / each];
    for (LoadLine line : lines) {
      int window = window(line.windowStart());
      means[window / each] = Math.max(means[window / each], line.mean());
    }
    return means;
  }

  private int window(Instant start) {
    return (int) Duration.between(windows.first(), start).dividedBy(windows.every());
  }

  private static List<Integer> widths(List<List<String>> cells) {
    var widths = new ArrayList<Integer>();
    for (int column = 0; column < cells.get(0).size(); column++) {
      int at = column;
      widths.add(cells.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
    }
    return widths;
  }

  /** Words and the sparkline to the left, numbers to the right. */
  private static String line(List<String> cells, List<Integer> widths, int words) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String align = column < words || column == cells.size() - 1 ? "-" : "";
      line.append(column == 0 ? "" : "  ")
          .append(
              String.format(
                  Locale.ROOT, "%" + align + widths.get(column) + "s", cells.get(column)));
    }
    return line.toString().stripTrailing();
  }

  private static String whole(long value) {
    return value == 0 ? "-" : String.format(Locale.ROOT, "%,d", value);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 1 ? "%.2f" : "%.4f", value);
  }
}
