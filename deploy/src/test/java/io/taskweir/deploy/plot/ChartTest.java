package io.taskweir.deploy.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** The structure of a plot: what is there, how often, and where. */
class ChartTest {

  private static final int TOP = 92;
  private static final int BOTTOM = 312;

  @Test
  void drawsABandAndTwoLines() throws Exception {
    Picture picture = picture(hours(0, 1, 2, 3));

    assertThat(picture.in("band", "path")).hasSize(1);
    assertThat(Picture.points(picture.in("band", "path").get(0))).hasSize(8);
    assertThat(Picture.points(picture.in("mean", "path").get(0))).hasSize(4);
    assertThat(Picture.points(picture.in("p95", "path").get(0))).hasSize(4);
    assertThat(picture.elements("circle")).isEmpty();
  }

  @Test
  void drawsTheMeanAndTheBandWhereTheAxisSaysTheyAre() throws Exception {
    Picture picture = picture(List.of(Lines.hour(0, 2), Lines.hour(1, 7)));

    List<Element> labels = picture.in("values", "text");
    assertThat(labels.stream().map(Element::getTextContent))
        .containsExactly("0", "2", "4", "6", "8", "10");
    double unit = (BOTTOM - TOP) / 10.0;
    assertThat(Picture.points(picture.in("mean", "path").get(0)).stream().map(point -> point[1]))
        .containsExactly(BOTTOM - 2 * unit, BOTTOM - 7 * unit);
    assertThat(Picture.points(picture.in("p95", "path").get(0)).stream().map(point -> point[1]))
        .containsExactly(BOTTOM - 4 * unit, BOTTOM - 9 * unit);
    assertThat(Picture.points(picture.in("band", "path").get(0)).stream().map(point -> point[1]))
        .containsExactly(
            BOTTOM - 5 * unit, BOTTOM - 10 * unit, BOTTOM - 5 * unit, BOTTOM - 0 * unit);
  }

  @Test
  void breaksLinesAndBandWhereMoreThanAWindowIsMissing() throws Exception {
    Picture picture = picture(hours(0, 1, 2, 5, 6, 9, 10));

    assertThat(picture.in("band", "path")).hasSize(3);
    assertThat(picture.in("mean", "path")).hasSize(3);
    assertThat(picture.in("p95", "path")).hasSize(3);
    assertThat(picture.texts("desc", "").get(0)).contains("2 gaps");
  }

  @Test
  void bridgesASingleMissingWindow() throws Exception {
    assertThat(picture(hours(0, 1, 3, 4)).in("mean", "path")).hasSize(1);
  }

  @Test
  void showsAWindowWithoutNeighboursAsADot() throws Exception {
    Picture picture = picture(hours(0, 1, 10, 20, 21));

    assertThat(picture.in("mean", "circle")).hasSize(1);
    assertThat(picture.in("p95", "circle")).hasSize(1);
    assertThat(picture.in("mean", "path")).hasSize(2);
    assertThat(picture.in("band", "path")).hasSize(3);
  }

  @Test
  void showsASensorOfOneWindow() throws Exception {
    Picture picture = picture(hours(0));

    assertThat(picture.in("mean", "circle")).hasSize(1);
    assertThat(picture.in("times", "text")).hasSizeGreaterThan(3);
    assertStaysInside(picture);
  }

  @Test
  void shadesAnomalyWindowsBehindAll() throws Exception {
    Picture picture = picture(hours(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), anomaly(2, 4), anomaly(6, 7));

    List<Element> shades = picture.in("anomalies", "rect");
    assertThat(shades).hasSize(2);
    double hour = Picture.number(shades.get(1), "width");
    assertThat(Picture.number(shades.get(0), "width")).isCloseTo(2 * hour, within(0.2));
    assertThat(Picture.number(shades.get(0), "height")).isEqualTo(BOTTOM - TOP);
    assertThat(before(picture, "anomalies", "values", "times", "band", "p95", "mean")).isTrue();
    assertThat(picture.in("legend", "text")).hasSize(4);
    assertThat(picture.texts("desc", "").get(0)).contains("2 anomaly windows");
  }

  @Test
  void shadesOnlyWhatLiesInThePlot() throws Exception {
    Picture picture =
        picture(
            hours(0, 1, 2, 3), anomaly(-9, -8), anomaly(-1, 1), anomaly(3, 99), anomaly(50, 60));

    assertThat(picture.in("anomalies", "rect")).hasSize(2);
    assertStaysInside(picture);
  }

  @Test
  void joinsOverlappingAnomalyWindowsAndShowsAMoment() throws Exception {
    Picture picture = picture(hours(0, 1, 2, 3), anomaly(0, 1), anomaly(1, 2), anomaly(3, 3));

    assertThat(picture.in("anomalies", "rect")).hasSize(2);
    assertThat(Picture.number(picture.in("anomalies", "rect").get(1), "width")).isEqualTo(2);
  }

  @Test
  void saysNothingOfAnomaliesWhereThereAreNone() throws Exception {
    assertThat(picture(hours(0, 1)).in("legend", "text")).hasSize(3);
  }

  @Test
  void tellsLengthZoneSpanAndReadings() throws Exception {
    assertThat(picture(hours(0, 1)).texts("text", "subtitle"))
        .containsExactly(
            "windows of 1h \u00b7 UTC \u00b7 1 Jan 2024 00:00 to 1 Jan 2024 02:00 \u00b7 8 readings");
    assertThat(picture(hours(0, 1)).texts("text", "unit")).containsExactly("V");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 5, -273.15, 1e-12, -1e12, 1e300, Double.MIN_VALUE})
  void givesAConstantSensorAnAxis(double value) throws Exception {
    var lines =
        IntStream.range(0, 9)
            .mapToObj(hour -> Lines.hour("flat", hour, value, value, value, value))
            .toList();
    Picture picture = picture(lines);

    assertThat(picture.in("values", "text")).hasSizeBetween(3, 9);
    assertThat(Picture.points(picture.in("mean", "path").get(0)))
        .allSatisfy(point -> assertThat(point[1]).isBetween(TOP + 20.0, BOTTOM - 20.0));
    assertStaysInside(picture);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-12, 1, 1e12, 1e305})
  void staysInsideWhateverTheMagnitude(double magnitude) throws Exception {
    var lines =
        IntStream.range(0, 50)
            .mapToObj(hour -> Math.sin(hour / 5.0) * magnitude)
            .map(mean -> new double[] {mean - magnitude / 9, mean, mean + magnitude / 9})
            .toList();
    var rollups = new ArrayList<RollupLine>();
    for (double[] line : lines) {
      rollups.add(Lines.hour("wave", rollups.size(), line[0], line[2], line[1], line[2]));
    }
    assertStaysInside(picture(rollups));
  }

  @Test
  void drawsAColumnOfPixelsWhereWindowsAreFiner() throws Exception {
    var lines = new ArrayList<RollupLine>();
    for (int hour = 0; hour < 40_000; hour++) {
      lines.add(Lines.hour(hour, hour == 20_000 ? 500 : Math.sin(hour / 7.0)));
    }
    Picture picture = picture(lines);

    assertThat(Picture.points(picture.in("mean", "path").get(0))).hasSizeBetween(800, 960);
    double peak =
        Picture.points(picture.in("band", "path").get(0)).stream()
            .mapToDouble(point -> point[1])
            .min()
            .orElseThrow();
    assertThat(peak).isBetween(90.0, 140.0);
    assertThat(picture.texts("desc", "").get(0))
        .contains("the highest 95th percentile", "40,000 windows", "160,000 readings");
  }

  @Test
  void staysSmallWhateverTheWindows() {
    var dense = new ArrayList<RollupLine>();
    var sparse = new ArrayList<RollupLine>();
    for (int hour = 0; hour < 100_000; hour++) {
      dense.add(Lines.hour(hour, hour % 977));
      if (hour % 3 == 0) {
        sparse.add(Lines.hour(hour, hour % 977));
      }
    }
    AnomalyWindows.Window[] anomalies =
        IntStream.range(0, 9_000)
            .mapToObj(i -> anomaly(i * 11, i * 11 + 1))
            .toArray(AnomalyWindows.Window[]::new);

    assertThat(bytes(dense, anomalies)).isLessThan(200_000);
    assertThat(bytes(sparse, anomalies)).isLessThan(200_000);
    assertThat(bytes(sparse.subList(0, 850), anomalies)).isLessThan(300_000);
  }

  @Test
  void escapesAHostileName() throws Exception {
    String name = "a<script>&\"'\u0000\u001b[2J\u202e\ud800\uffff]]>--";
    Picture picture = picture(List.of(Lines.hour(name, 0, 1, 3, 2, 3)));

    assertThat(picture.texts("text", "title")).containsExactly("a<script>&\"'[2J]]>--");
    assertThat(picture.elements("title").get(0).getTextContent())
        .isEqualTo("a<script>&\"'[2J]]>--");
    assertThat(picture.elements("script")).isEmpty();
  }

  @Test
  void shortensATitleThatWouldRunIntoTheLegend() throws Exception {
    String name = "W".repeat(500);
    Picture picture = picture(List.of(Lines.hour(name, 0, 1, 3, 2, 3)));

    String title = picture.texts("text", "title").get(0);
    assertThat(title).endsWith("\u2026").hasSizeLessThan(60);
    double legend = Picture.number(picture.in("legend", "rect").get(0), "x");
    assertThat(24 + TextWidth.of(title, 18)).isLessThan(legend);
    assertThat(picture.elements("title").get(0).getTextContent()).isEqualTo(name);
  }

  @Test
  void isReadableWithoutEyesAndHoldsNoScripts() throws Exception {
    Picture picture = picture(hours(0, 1));

    assertThat(picture.root().getAttribute("role")).isEqualTo("img");
    assertThat(picture.root().getAttribute("viewBox")).isEqualTo("0 0 960 360");
    for (String id : picture.root().getAttribute("aria-labelledby").split(" ", -1)) {
      assertThat(picture.elements(id).get(0).getAttribute("id")).isEqualTo(id);
    }
    assertThat(picture.elements("desc").get(0).getTextContent())
        .isEqualTo(
            "Minimum, maximum, mean and 95th percentile in windows of 1h (UTC), 1 Jan 2024 00:00 to"
                + " 1 Jan 2024 02:00: 8 readings in 2 windows. Lowest -2.00000, highest 4.00000 V."
                + " 0 gaps, 0 anomaly windows.");
  }

  private static void assertStaysInside(Picture picture) {
    for (String curve : List.of("band", "mean", "p95")) {
      for (Element path : picture.in(curve, "path")) {
        assertThat(Picture.points(path))
            .allSatisfy(point -> assertThat(point[0]).isBetween(24.0, 936.0))
            .allSatisfy(point -> assertThat(point[1]).isBetween(92.0, 312.0));
      }
    }
    for (Element shade : picture.in("anomalies", "rect")) {
      double x = Picture.number(shade, "x");
      assertThat(x).isGreaterThan(24);
      assertThat(x + Picture.number(shade, "width")).isLessThanOrEqualTo(936.1);
    }
    for (Element label : picture.in("values", "text")) {
      double width = TextWidth.of(label.getTextContent(), 11);
      assertThat(Picture.number(label, "x") - width).isGreaterThanOrEqualTo(23.9);
    }
  }

  private static boolean before(Picture picture, String... groups) {
    var order = picture.elements("g").stream().map(group -> group.getAttribute("class")).toList();
    var indices =
        IntStream.range(0, groups.length).mapToObj(i -> order.indexOf(groups[i])).toList();
    return indices.stream().sorted().toList().equals(indices);
  }

  private static AnomalyWindows.Window anomaly(int fromHour, int toHour) {
    return new AnomalyWindows.Window(
        Lines.START.plus(Duration.ofHours(fromHour)), Lines.START.plus(Duration.ofHours(toHour)));
  }

  private static List<RollupLine> hours(int... hours) {
    return IntStream.of(hours).mapToObj(hour -> Lines.hour(hour, hour)).toList();
  }

  private static int bytes(List<RollupLine> lines, AnomalyWindows.Window... anomalies) {
    return svg(lines, anomalies).getBytes(StandardCharsets.UTF_8).length;
  }

  private static Picture picture(List<RollupLine> lines, AnomalyWindows.Window... anomalies)
      throws Exception {
    return Picture.of(svg(lines, anomalies));
  }

  private static String svg(List<RollupLine> lines, AnomalyWindows.Window... anomalies) {
    var series = new Series(lines.get(0).key(), lines.get(0).every());
    lines.forEach(series::add);
    return new Chart(series, series.latest(), List.of(anomalies)).draw(false);
  }
}
