package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is not what it looks like. */
class DisguiseTest {

  private static final String WORDS = "marble harvest lantern orchard willow saddle";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "color:#fefefe",
        "color:rgb(255, 255, 255)",
        "color:rgba(0,0,0,0)",
        "color:transparent",
        "background:#0c0c0c; color:#000000",
        "background-color:navy; color:#000080 !important"
      })
  void noticesTextThatBlendsIn(String style) throws Exception {
    assertThat(codes("<p>Buy</p><span style='" + style + "'>" + WORDS + "</span>"))
        .contains("HIDDEN_TEXT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "color:#999",
        "color:#dddddd",
        "background:none; color:#333",
        "background:#ffffff url(x.png); color:#fff",
        "background-image:url(x.png); color:#fff",
        "color:inherit",
        "color:rgb(1,2)",
        "color:#12345g"
      })
  void leavesTextAloneThatCanBeRead(String style) throws Exception {
    assertThat(codes("<p>Buy</p><span style='" + style + "'>" + WORDS + "</span>"))
        .doesNotContain("HIDDEN_TEXT");
  }

  @Test
  void inheritsTheGround() throws Exception {
    assertThat(codes("<table bgcolor=#003366><tr><td><font color=#003367>" + WORDS))
        .contains("HIDDEN_TEXT");
    assertThat(codes("<table bgcolor=#003366><tr><td><font color=white>" + WORDS))
        .doesNotContain("HIDDEN_TEXT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "display:none",
        "DISPLAY : none !important",
        "visibility:hidden",
        "font-size:0",
        "font-size:0px",
        "opacity:0.01",
        "position:absolute; left:-9999px",
        "text-indent:-2000px",
        "max-height:0; overflow:hidden",
        "mso-hide:all"
      })
  void takesConcealedTextOutOfWhatIsRead(String style) throws Exception {
    String concealed = "<div style='" + style + "'>" + (WORDS + ' ').repeat(8) + "</div>";
    TextFinding finding = Analysis.ofText(null, "<p>ladder ladder</p>" + concealed);

    assertThat(finding.keywords()).containsExactly("ladder");
    assertThat(Analysis.codes(finding.reasons())).contains("HIDDEN_TEXT");
  }

  @Test
  void seesAgainWhatAnInnerElementShows() throws Exception {
    String cell = "<td style='font-size:0; visibility:hidden'>%s</td>";
    String shown = "<span style='font-size:14px; visibility:visible'>ladder</span>";

    assertThat(Analysis.ofText(null, "<table><tr>" + cell.formatted(shown)).keywords())
        .containsExactly("ladder");
  }

  @Test
  void noticesTinyText() throws Exception {
    assertThat(codes("<p>Buy</p><font style='font-size:1px'>" + WORDS)).contains("TINY_TEXT");
    assertThat(codes("<p>Buy</p><font style='font-size:2pt'>" + WORDS)).contains("TINY_TEXT");
    assertThat(codes("<p>Buy</p><font style='font-size:8px'>" + WORDS)).doesNotContain("TINY_TEXT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u202E", "\u200E"})
  void readsThroughInvisibleCharacters(String invisible) throws Exception {
    String text = "Please confirm your pass" + invisible + "word.";
    TextFinding finding = Analysis.ofText(text, null);

    assertThat(finding.requests()).extracting(Request::kind).contains(Request.Kind.CREDENTIALS);
    assertThat(Analysis.codes(finding.reasons())).contains("INVISIBLE_CHARACTERS");
    assertThat(finding.reasons().toString()).contains("\"password\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Donau\u00ADdampf\u00ADschiff",
        "نامه\u200Cای می\u200Cخواهم",
        "क्\u200Dष",
        "family \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 here",
        "preview \u200C\u00A0\u200C\u00A0\u200C text",
        "\uFEFFHello there"
      })
  void acceptsInvisibleCharactersWhereTheyBelong(String text) throws Exception {
    assertThat(Analysis.codes(Analysis.ofText(text, null).reasons()))
        .doesNotContain("INVISIBLE_CHARACTERS");
  }

  @Test
  void noticesSoftHyphensThatLeaveSingleLetters() {
    assertThat(Invisible.of("V\u00ADi\u00ADa\u00ADg\u00ADra and tea").cutWords()).isEqualTo(1);
    assertThat(Invisible.of("V\u00ADi\u00ADa\u00ADg\u00ADra").firstCut()).isEqualTo("Viagra");
  }

  @Test
  void readsLookAlikesAsTheyLook() throws Exception {
    // Cyrillic a, o and p.
    TextFinding finding =
        Analysis.ofText("Please c\u043Enfirm your \u0440\u0430ssw\u043Erd at once.", null);

    assertThat(finding.requests()).extracting(Request::kind).contains(Request.Kind.CREDENTIALS);
    assertThat(Analysis.codes(finding.reasons())).contains("HOMOGLYPHS");
    assertThat(Homoglyphs.of(Words.of("b\u0430nk p\u0430y")).count()).isEqualTo(2);
  }

  @Test
  void noticesAWordOfNothingButLookAlikesInALatinText() {
    String latin = "this is the page where you may sign in to use your ";

    assertThat(Homoglyphs.of(Words.of(latin + "\u0441\u043E\u0440\u0435")).count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Комитет встречается в четверг и роса на сосне, USB-кабель и CD-диск",
        "TNF\u03B1 and the \u03B2-blocker, 5 \u03BCm, \u0394t",
        "Zażółć gęślą jaźń, Straße, naïve, Ελλάδα"
      })
  void acceptsTextOfTwoScripts(String text) {
    assertThat(Homoglyphs.of(Words.of(text)).count()).isZero();
  }

  private static List<String> codes(String html) throws Exception {
    return Analysis.codes(Analysis.ofText(null, html).reasons());
  }
}
