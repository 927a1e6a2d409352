package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyzeTextTest {

  @ParameterizedTest
  @CsvSource({
    "en, The committee meets on Thursday to speak about the new roof of the library.",
    "de, Der Ausschuss trifft sich am Donnerstag und spricht über das neue Dach der Bücherei.",
    "fr, Le comité se réunit jeudi pour parler du nouveau toit de la bibliothèque.",
    "es, El comité se reúne el jueves para hablar del nuevo tejado de la biblioteca.",
    "ru, Комитет встречается в четверг и говорит о новой крыше библиотеки.",
    "ja, 委員会は木曜日に集まり、図書館の新しい屋根について話し合います。どうぞお越しください。",
    "el, Η επιτροπή συνεδριάζει την Πέμπτη για τη νέα στέγη της βιβλιοθήκης."
  })
  void tellsTheLanguage(String language, String text) throws Exception {
    assertThat(Analysis.ofText(text, null).language()).isEqualTo(language);
  }

  @Test
  void saysNothingOfALanguageWhereThereIsTooLittleText() throws Exception {
    assertThat(Analysis.ofText("ok, 17:30?", null).language()).isNull();
    assertThat(Analysis.ofText(null, null).language()).isNull();
  }

  @Test
  void namesTheMostFrequentWordsFirstAndNoStopWords() throws Exception {
    TextFinding finding =
        Analysis.ofText("The roof and the tiles. The roof, the tiles and a ladder. A roof!", null);

    assertThat(finding.keywords()).containsExactly("roof", "tiles", "ladder");
  }

  @Test
  void readsHtmlAsItIsSeen() throws Exception {
    TextFinding finding =
        Analysis.ofText(
            null,
            "<html><head><title>headline</title><style>p {color: red}</style></head><body>"
                + "<p>ladder</p><script>var trap = 1</script>"
                + "<div style='display: none'>preview</div></body></html>");

    assertThat(finding.keywords()).containsExactly("ladder");
  }

  @Test
  void showsTheWordsThatGiveATextAway() throws Exception {
    TextFinding finding = Analysis.ofText("Dear friend, ACT NOW: no obligation, 100% free.", null);

    assertThat(finding.reasons())
        .extracting(Reason::code)
        .contains("STRANGER", "URGENCY", "PROMOTION");
    assertThat(detail(finding, Rule.URGENCY)).contains("\"Dear friend, ACT NOW: no obligation");
    assertThat(detail(finding, Rule.PROMOTION)).contains("\"no obligation\"", "\"100% free\"");
  }

  @Test
  void weighsMorePhrasesMoreButNotWithoutBound() throws Exception {
    double one = weight(Analysis.ofText("act now", null), Rule.URGENCY);
    double two = weight(Analysis.ofText("act now, act now, last chance", null), Rule.URGENCY);
    double five =
        weight(
            Analysis.ofText("act now, last chance, hurry, final notice, today only", null),
            Rule.URGENCY);

    assertThat(two).isEqualTo(2 * one);
    assertThat(five).isCloseTo(3 * one, org.assertj.core.data.Offset.offset(0.01));
  }

  @Test
  void forgivesALongTextTheOddPhrase() throws Exception {
    String prose = "The river runs past the mill and on to the sea. ".repeat(200);

    assertThat(Analysis.codes(Analysis.ofText("act now. " + prose, null).reasons())).isEmpty();
  }

  @Test
  void findsNothingInAnAnswerBetweenPeople() throws Exception {
    TextFinding finding =
        Analysis.ofText("On Monday Ann wrote:\n> Is the key back?\n> Ann\nIt is. Thanks!", null);

    assertThat(Analysis.codes(finding.reasons())).containsExactly("QUOTATION");
    assertThat(finding.reasons().get(0).weight()).isNegative();
  }

  @Test
  void noticesTextInTheColourOfItsGround() throws Exception {
    String words = "marble harvest lantern orchard willow saddle";

    assertThat(codesOfHtml("<p>Buy</p><font color=white>" + words + "</font>"))
        .contains("HIDDEN_TEXT");
    assertThat(codesOfHtml("<p>Buy</p><span style='color:#FFF'>" + words + "</span>"))
        .contains("HIDDEN_TEXT");
    assertThat(codesOfHtml("<table bgcolor=navy><td><font color=white>" + words))
        .doesNotContain("HIDDEN_TEXT");
    assertThat(codesOfHtml("<table background=sky.png><td><font color=white>" + words))
        .doesNotContain("HIDDEN_TEXT");
  }

  @Test
  void forgivesThePreviewLineOfANewsletter() throws Exception {
    assertThat(codesOfHtml("<div style='display:none'>This week: roofs, ladders</div><p>Hello"))
        .doesNotContain("HIDDEN_TEXT");
    assertThat(codesOfHtml("<div style='display:none'>" + "lantern ".repeat(60) + "</div><p>Hello"))
        .contains("HIDDEN_TEXT");
  }

  @Test
  void noticesBrokenWords() throws Exception {
    assertThat(codesOfHtml("<p>cheap pre<!-- x -->scrip<!-- y -->tions")).contains("BROKEN_WORDS");
    assertThat(Analysis.codes(Analysis.ofText("get p*i*l*l*s here", null).reasons()))
        .contains("BROKEN_WORDS");
    assertThat(Analysis.codes(Analysis.ofText("a * b * c, x_y, U.S.A.", null).reasons()))
        .doesNotContain("BROKEN_WORDS");
  }

  @Test
  void noticesAFieldForAPassword() throws Exception {
    assertThat(codesOfHtml("<form><input name=user><input type=Password name=p></form>Log in"))
        .contains("HTML_PASSWORD", "HTML_FORM", "HTML_ONLY");
  }

  @Test
  void readsHostileMarkupToTheEnd() throws Exception {
    for (String html :
        List.of(
            "<div>".repeat(200_000),
            "<b><p>".repeat(66_000),
            "<a href=x><div>".repeat(26_000),
            "<".repeat(400_000),
            "a<!--".repeat(80_000),
            "<p style='" + "color:".repeat(60_000) + "'>x",
            "<table>x<b>".repeat(36_000))) {
      assertThat(Analysis.ofText(null, html)).isNotNull();
    }
  }

  @Test
  void looksAtNoMoreThanItsBound() throws Exception {
    String long_ = "roof ".repeat(AnalyzeText.MOST_TEXT / 5) + "act now";

    assertThat(Analysis.ofText(long_, null).keywords()).containsExactly("roof");
  }

  private static List<String> codesOfHtml(String html) throws Exception {
    return Analysis.codes(Analysis.ofText(null, html).reasons());
  }

  private static String detail(TextFinding finding, Rule rule) {
    return reason(finding, rule).detail();
  }

  private static double weight(TextFinding finding, Rule rule) {
    return reason(finding, rule).weight();
  }

  private static Reason reason(TextFinding finding, Rule rule) {
    return finding.reasons().stream()
        .filter(reason -> reason.code().equals(rule.name()))
        .findFirst()
        .orElseThrow();
  }
}
