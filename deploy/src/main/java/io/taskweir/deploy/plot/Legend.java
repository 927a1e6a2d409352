package io.taskweir.deploy.plot;

import java.util.ArrayList;
import java.util.List;

/** What the colours mean, in one row that ends at the right of the picture. */
final class Legend {

  private static final int FONT = 11;
  private static final double SWATCH = 18;
  private static final double TO_TEXT = 6;
  private static final double TO_NEXT = 18;

  private final List<Entry> entries = new ArrayList<>();

  private record Entry(String text, String colour, double thickness) {
    double width() {
      return SWATCH + TO_TEXT + TextWidth.of(text, FONT);
    }
  }

  Legend(boolean anomalies) {
    entries.add(new Entry("mean", Palette.MEAN, 2));
    entries.add(new Entry("95th percentile", Palette.P95, 2));
    entries.add(new Entry("minimum to maximum", Palette.BAND, 10));
    if (anomalies) {
      entries.add(new Entry("anomaly window", Palette.ANOMALY, 10));
    }
  }

  double width() {
    return entries.stream().mapToDouble(Entry::width).sum() + TO_NEXT * (entries.size() - 1);
  }

  /** Draws it, ending at {@code right}, its text on {@code baseline}. */
  void draw(Svg svg, double right, double baseline) {
    svg.open("g", "class=\"legend\" font-size=\"%d\" fill=\"%s\"".formatted(FONT, Palette.TEXT));
    double x = right - width();
    for (Entry entry : entries) {
      svg.empty(
          "rect",
          "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\""
              .formatted(
                  Svg.number(x),
                  Svg.number(baseline - 4 - entry.thickness() / 2),
                  Svg.number(SWATCH),
                  Svg.number(entry.thickness()),
                  entry.colour()));
      if (entry.colour().equals(Palette.ANOMALY)) {
        edge(svg, x, baseline - 4 - entry.thickness() / 2);
      }
      svg.text("text", Chart.at(x + SWATCH + TO_TEXT, baseline), entry.text());
      x += entry.width() + TO_NEXT;
    }
    svg.close("g");
  }

  /** The bar that anomaly windows have on top. */
  private static void edge(Svg svg, double x, double y) {
    svg.open("g", "fill=\"%s\"".formatted(Palette.ANOMALY_EDGE));
    svg.rectangle(x, y, SWATCH, 2).close("g");
  }
}
