package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailFeaturesTest {

  @Test
  void cutsWordsPairsAndRunsOfCharacters() {
    assertThat(described(Samples.plain("Roof", "new tiles")))
        .contains(
            "SUBJECT_WORD \"Roof\"",
            "SUBJECT_RUN \"Roof\"",
            "WORD \"new\"",
            "WORD \"tiles\"",
            "WORD \"new tiles\"",
            "RUN \"new \"",
            "RUN \"tiles\"",
            "FORM \"type:text/plain\"");
  }

  @Test
  void tellsCapitalsFromOthers() {
    assertThat(indexes(Samples.plain(null, "FREE"))).containsAll(words("free"));
    assertThat(indexes(Samples.plain(null, "free"))).doesNotContainAnyElementsOf(onlyCapitals());
  }

  @Test
  void knowsNoYearNoDayAndNoNumber() {
    assertThat(indexes(Samples.plain("It is 2002", "On Thu, 22 Aug 2002 at 18:26, 4 left")))
        .isEqualTo(indexes(Samples.plain("It is 2024", "On Mon, 13 May 2024 at 09:11, 7 left")));
  }

  @Test
  void knowsNoMailingList() {
    String footer =
        "\n_______________________________________________\nRoofs mailing list\n"
            + "Roofs@lists.example.org\nhttp://lists.example.org/mailman/listinfo/roofs\n";

    assertThat(indexes(Samples.plain("Re: [Roofs] new tiles", "They came." + footer)))
        .isEqualTo(indexes(Samples.plain("Re:  new tiles", "They came.")));
  }

  @Test
  void readsOnAfterAQuotedFooter() {
    String text =
        "> ____________________________\n> Roofs mailing list\n> roofs@example.org\n\nThey came.";

    assertThat(described(Samples.plain(null, text))).contains("WORD \"They\"", "WORD \"came\"");
    assertThat(described(Samples.plain(null, text))).doesNotContain("WORD \"mailing\"");
  }

  @Test
  void readsHtmlAsItIsSeenAndAsItIsWritten() {
    Set<String> features =
        described(
            Samples.html(
                "<p>cheap pre<!-- x -->scrip<b></b>tions</p><script>var trap</script>"
                    + "<font color='#FF0000'>a&nbsp;b</font><a href=\"http://x.example/\">go</a>"));

    assertThat(features)
        .contains(
            "WORD \"prescriptions\"",
            "RUN \"<!--\"",
            "MARKUP \"<font color=#ff0000\"",
            "MARKUP \"<a href=http:\"")
        .doesNotContain("WORD \"trap\"");
  }

  @Test
  void givesEachKindItsShareOfTheWeight() {
    FeatureVector brief = new MailFeatures().of(Samples.plain("a b", "new tiles")).copy();
    FeatureVector long_ =
        new MailFeatures().of(Samples.plain("a b", "new tiles ".repeat(2) + "and a ladder")).copy();

    assertThat(length(brief)).isCloseTo(length(long_), org.assertj.core.data.Offset.offset(1e-4));
  }

  @Test
  void givesTheSameFeaturesWhateverItReadBefore() {
    MailFeatures features = new MailFeatures();
    FeatureVector first = features.of(Samples.plain("Roof", "new tiles")).copy();
    features.of(Samples.html("<p>" + "something else entirely ".repeat(5_000)));
    FeatureVector again = features.of(Samples.plain("Roof", "new tiles")).copy();

    assertThat(listed(again)).isEqualTo(listed(first));
  }

  @Test
  void readsNothingOfAnEmptyMessage() {
    assertThat(new MailFeatures().of(new MailSample(null, null, null, List.of())).size()).isZero();
  }

  @Test
  void readsNoMoreThanItsBounds() {
    String words = "roof ".repeat(MailFeatures.MOST_TEXT / 5);

    assertThat(described(Samples.plain(null, words + "ladder"))).doesNotContain("WORD \"ladder\"");
    assertThat(described(Samples.plain(null, words.substring(10) + "ladder")))
        .contains("WORD \"ladder\"");
  }

  @Test
  void readsHostileTextsToTheEnd() {
    StringBuilder every = new StringBuilder();
    for (int c = 0; c < 0x10000; c++) {
      every.append((char) c);
    }
    for (String text :
        List.of(
            every.toString(),
            "<".repeat(1_000_000),
            "<a ".repeat(400_000),
            "<a b=\"".repeat(200_000),
            "<!--".repeat(300_000),
            "<script>".repeat(200_000),
            "&#".repeat(500_000),
            "&#x1234567;".repeat(100_000),
            "[".repeat(1_000_000),
            "____________________\n".repeat(50_000),
            "x".repeat(1_000_000),
            "\ud800".repeat(100_000))) {
      assertThat(new MailFeatures().of(new MailSample(text, text, text, List.of(text))).size())
          .isLessThan(400_000);
    }
  }

  private static Set<Integer> words(String text) {
    MailFeatures features = new MailFeatures();
    FeatureVector vector = features.of(Samples.plain(null, text));
    return IntStream.range(0, vector.size())
        .filter(i -> features.describe(i).startsWith("WORD"))
        .mapToObj(vector::index)
        .collect(Collectors.toSet());
  }

  private static Set<Integer> onlyCapitals() {
    Set<Integer> capitals = new HashSet<>(words("FREE"));
    capitals.removeAll(words("free"));
    assertThat(capitals).hasSize(1);
    return capitals;
  }

  private static Set<String> described(MailSample sample) {
    MailFeatures features = new MailFeatures();
    int size = features.of(sample).size();
    return IntStream.range(0, size).mapToObj(features::describe).collect(Collectors.toSet());
  }

  private static Set<Integer> indexes(MailSample sample) {
    FeatureVector vector = new MailFeatures().of(sample);
    return IntStream.range(0, vector.size()).mapToObj(vector::index).collect(Collectors.toSet());
  }

  private static List<String> listed(FeatureVector vector) {
    return IntStream.range(0, vector.size())
        .mapToObj(i -> vector.index(i) + "=" + vector.value(i))
        .toList();
  }

  private static double length(FeatureVector vector) {
    return IntStream.range(0, vector.size())
        .mapToDouble(i -> vector.value(i) * vector.value(i))
        .sum();
  }
}
