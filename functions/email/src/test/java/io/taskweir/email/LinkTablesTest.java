package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link of two tables, found in HTML and then judged, shows what its row says. */
class LinkTablesTest {

  /** What would be mistaken for another letter, or not be seen, in the table itself. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  /** Signs that may stand in honest mail. */
  private static final List<String> MILD =
      List.of("LINK_PUNYCODE", "LINK_SHORTENER", "LINK_REDIRECT", "LINK_FREE_HOST", "LINK_PORT");

  record Row(List<String> reasons, String link, String displayed) {}

  @ParameterizedTest
  @MethodSource("legitimate")
  void seesWhatALegitimateLinkShows(Row row) throws Exception {
    assertThat(Analysis.codes(judged(row).reasons())).isEqualTo(row.reasons());
  }

  @ParameterizedTest
  @MethodSource("deceptive")
  void seesThroughADeceptiveLink(Row row) throws Exception {
    assertThat(Analysis.codes(judged(row).reasons())).isEqualTo(row.reasons());
  }

  @Test
  void holdsEnoughOfBothAndFewErrors() throws Exception {
    assertThat(legitimate()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(deceptive()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(legitimate().filter(row -> !MILD.containsAll(row.reasons())).count())
        .as("legitimate links with more than a mild sign")
        .isLessThanOrEqualTo(5);
    assertThat(deceptive().filter(row -> row.reasons().isEmpty()).count())
        .as("deceptive links that show nothing")
        .isLessThanOrEqualTo(7);
  }

  private static LinkFinding judged(Row row) throws Exception {
    String anchor = "<a href=\"" + row.link() + "\">" + row.displayed() + "</a>";
    List<Link> links = new LinkFinder(10, new Defects()).linksOf(new MailText(null, anchor));
    assertThat(links).hasSize(1);
    return Analysis.of(links.get(0));
  }

  static Stream<Row> legitimate() throws IOException {
    return rows("legitimate-links.txt");
  }

  static Stream<Row> deceptive() throws IOException {
    return rows("deceptive-links.txt");
  }

  private static Stream<Row> rows(String table) throws IOException {
    try (InputStream in = LinkTablesTest.class.getResourceAsStream(table)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
          .map(LinkTablesTest::row);
    }
  }

  private static String unescaped(String line) {
    return ESCAPE
        .matcher(line)
        .replaceAll(escape -> Character.toString(Integer.parseInt(escape.group(1), 16)));
  }

  private static Row row(String line) {
    String[] columns = unescaped(line).split(" \\|( |$)", -1);
    List<String> reasons =
        columns[0].equals("-") ? List.of() : Arrays.asList(columns[0].split(" ", -1));
    return new Row(reasons, columns[1], columns[2].strip());
  }
}
