package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTextTest {

  private static final String OWN = "The ladder is in the shed, as agreed.\n";
  private static final String OTHER = "Please confirm your password today.\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> Please confirm your password today.\n",
        "On Mon, 2 Mar 2026, Ann wrote:\n\n> Please confirm your password today.\n",
        "On Mon, 2 Mar 2026 at 10:12,\nAnn Lee <ann@example.org> wrote:\n> Please confirm your password",
        "On Mon, 2 Mar 2026 at 10:12, Ann wrote:\nPlease confirm your password today.\n",
        "Am 02.03.2026 um 10:12 schrieb Ann Lee:\nPlease confirm your password today.\n",
        "Le 2 mars 2026 à 10:12, Ann Lee a écrit :\nPlease confirm your password today.\n",
        "El 2 mar 2026, a las 10:12, Ann Lee escribió:\nPlease confirm your password today.\n",
        "-----Original Message-----\nPlease confirm your password today.\n",
        "-----Ursprüngliche Nachricht-----\nPlease confirm your password today.\n",
        "-----Message d'origine-----\nPlease confirm your password today.\n",
        "-----Mensaje original-----\nPlease confirm your password today.\n",
        "---------- Forwarded message ---------\nPlease confirm your password today.\n",
        "From: Ann\nSent: Monday\nTo: Bob\nSubject: x\n\nPlease confirm your password today.\n",
        "Von: Ann\nGesendet: Montag\nAn: Bob\nBetreff: x\n\nPlease confirm your password today.\n",
        "De : Ann\nEnvoyé : lundi\nÀ : Bob\nObjet : x\n\nPlease confirm your password today.\n",
        "De: Ann\nEnviado el: lunes\nPara: Bob\nAsunto: x\n\nPlease confirm your password today.\n"
      })
  void tellsAQuotationFromItsAnswer(String quotation) throws Exception {
    OwnText parted = OwnText.of(OWN + '\n' + quotation);

    assertThat(parted.own().strip()).isEqualTo(OWN.strip());
    assertThat(parted.quoted()).contains("Please confirm your password");
    assertThat(Analysis.ofText(OWN + '\n' + quotation, null).requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<blockquote type=cite>Please confirm your password.</blockquote>",
        "<div class='gmail_quote'><p>On 2 March 2026 Ann wrote:<br></p>"
            + "<blockquote>Please confirm your password.</blockquote></div>",
        "<div class=\"x yahoo_quoted\">Please<br>confirm your password.</div>"
      })
  void tellsAQuotationInHtml(String quotation) throws Exception {
    TextFinding finding = Analysis.ofText(null, "<p>" + OWN + "</p>" + quotation);

    assertThat(finding.requests()).isEmpty();
    assertThat(finding.keywords()).contains("ladder").doesNotContain("password");
  }

  @Test
  void readsWhatStandsBelowAQuotationAgain() {
    assertThat(OwnText.of("> Where is it?\n" + OWN + "> And the key?\nThe key too.").own())
        .isEqualTo(OWN + "The key too.\n");
  }

  @Test
  void tellsASignatureAndTheFooterOfAList() {
    OwnText signed = OwnText.of(OWN + "-- \nAnn Lee\nRoofs and Ladders\n");
    assertThat(signed.own()).isEqualTo(OWN);
    assertThat(signed.signature()).contains("Roofs and Ladders");

    String rule = "_".repeat(47);
    OwnText listed =
        OwnText.of(OWN + rule + "\nRoofs mailing list\nhttps://example.org/listinfo/roofs\n");
    assertThat(listed.own()).isEqualTo(OWN);
    assertThat(listed.signature()).contains("listinfo");
  }

  @Test
  void doesNotLetATextHideAsAQuotationOrASignature() throws Exception {
    assertThat(Analysis.ofText("Hi,\n> " + OTHER, null).requests()).isNotEmpty();
    assertThat(Analysis.ofText("-----Original Message-----\n" + OTHER, null).requests())
        .isNotEmpty();
    assertThat(Analysis.ofText(OWN + "-- \n" + "A line.\n".repeat(12) + OTHER, null).requests())
        .isNotEmpty();
    assertThat(Analysis.ofText(null, "<blockquote type=cite>" + OTHER + "</blockquote>").requests())
        .isNotEmpty();
  }

  @Test
  void takesFieldsAndRulesInATextForText() {
    String text = OWN + "From: the station\nit is not far.\n-----\nMore of it here: see below.\n";

    assertThat(OwnText.of(text).own().strip()).isEqualTo(text.strip());
  }
}
