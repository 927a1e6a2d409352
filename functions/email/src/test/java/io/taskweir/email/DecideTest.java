package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.email.Verdict.Judgement;
import io.taskweir.engine.Gathered;
import io.taskweir.state.Content;
import io.taskweir.state.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecideTest {

  private static final String DIGEST = Content.digestOf(Archives.text("a message"));
  private static final Mail PLAIN = mail("Minutes", "Ann Lee <ann@example.org>");

  @Test
  void takesAPlainMessageForHam() throws Exception {
    Verdict verdict = Analysis.of(PLAIN, List.of(text("The minutes are in the folder.")));

    assertThat(verdict.verdict()).isEqualTo(Judgement.HAM);
    assertThat(verdict.score()).isLessThan(0.1);
    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.language()).isEqualTo("en");
  }

  @Test
  void takesAnOfferToAStrangerForSpam() throws Exception {
    Verdict verdict =
        Analysis.of(
            mail("CHEAP LOANS FOR ALL!", "<x83726@example.net>"),
            List.of(
                text("Dear friend, refinance now, bad credit is no problem. Act now!"),
                sender("<x83726@example.net>")));

    assertThat(verdict.verdict()).isEqualTo(Judgement.SPAM);
    assertThat(verdict.score()).isGreaterThan(0.9);
  }

  @Test
  void takesARequestWithADeceptionForPhish() throws Exception {
    Verdict verdict =
        Analysis.of(
            PLAIN,
            List.of(
                text("Dear customer, verify your account within 24 hours."),
                link("https://example.net/", "www.bank.example")));

    assertThat(verdict.verdict()).isEqualTo(Judgement.PHISH);
    assertThat(Analysis.codes(verdict.reasons())).contains("CREDENTIALS", "LINK_OTHER_HOST");
  }

  @Test
  void takesADeceptionThatAsksForNothingForNoPhish() throws Exception {
    Verdict verdict =
        Analysis.of(
            PLAIN,
            List.of(
                text("Dear friend, dear sir, order now, no obligation, click here!!!"),
                link("http://192.0.2.7/", null)));

    assertThat(verdict.verdict()).isEqualTo(Judgement.SPAM);
  }

  @Test
  void doesNotDependOnTheOrderOfFindings() throws Exception {
    List<Finding> findings = manyFindings();
    Verdict first = Analysis.of(PLAIN, findings);

    for (int seed = 0; seed < 100; seed++) {
      List<Finding> shuffled = new ArrayList<>(findings);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(Analysis.of(PLAIN, shuffled)).as("seed %d", seed).isEqualTo(first);
    }
  }

  @Test
  void countsARuleOnceAMessage() throws Exception {
    Verdict one = Analysis.of(PLAIN, List.of(link("http://192.0.2.7/", null)));
    Verdict ten =
        Analysis.of(
            PLAIN, List.of(link("http://192.0.2.7/", null), link("http://192.0.2.8/", null)));

    assertThat(ten.score()).isEqualTo(one.score());
    assertThat(ten.reasons()).hasSize(1);
    assertThat(ten.links()).hasSize(2);
  }

  @Test
  void putsTheHeaviestReasonAndTheRiskiestLinkFirst() throws Exception {
    Verdict verdict = Analysis.of(PLAIN, manyFindings());

    assertThat(verdict.reasons())
        .isSortedAccordingTo(
            Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.weight()))
                .thenComparing(Reason::code));
    assertThat(verdict.links())
        .isSortedAccordingTo(Comparator.comparingDouble((LinkFinding link) -> -link.risk()));
  }

  @Test
  void scoresTheSumOfItsReasons() throws Exception {
    Verdict verdict = Analysis.of(PLAIN, manyFindings());
    double sum = Rule.PRIOR + verdict.reasons().stream().mapToDouble(Reason::weight).sum();

    assertThat(verdict.score()).isEqualTo(Rule.round(1 / (1 + Math.exp(-sum))));
  }

  @Test
  void decidesOnWhatThereIsAndSaysWhatIsNot() throws Exception {
    Verdict verdict =
        Analysis.of(
            new Gathered<>(
                PLAIN,
                List.of(),
                List.of(
                    new Gathered.Ended("analyze-attachment", "LIMIT"),
                    new Gathered.Ended("analyze-attachment", "LIMIT")),
                List.of("analyze-text")));

    assertThat(verdict.incomplete()).containsExactly("analyze-attachment: LIMIT", "analyze-text");
    assertThat(Analysis.codes(verdict.reasons())).containsExactly("ATTACHMENT_LIMIT");
    assertThat(verdict.language()).isNull();
    assertThat(verdict.keywords()).isEmpty();
  }

  @Test
  void givesEqualMessagesOfATenantOneVerdict() throws Exception {
    Verdict one = Analysis.of(PLAIN, List.of());
    Verdict again = Analysis.of(mail("Minutes", "somebody else"), List.of());

    assertThat(again.id()).isEqualTo(one.id()).hasSize(32);
    assertThat(one.version()).isEqualTo(1);
    assertThat(one.source()).isEqualTo("test");
  }

  @Test
  void acceptsAReasonThatNoRuleHasAnyMore() throws Exception {
    Finding old = Finding.of(new LinkFinding("x:", null, 0.9, List.of(reason("NO_MORE", 9))));
    Verdict verdict = Analysis.of(PLAIN, List.of(old));

    assertThat(verdict.verdict()).isEqualTo(Judgement.SPAM);
    assertThat(Analysis.codes(verdict.reasons())).containsExactly("NO_MORE");
  }

  @Test
  void writesItsFieldsInTheirOrder() throws Exception {
    JsonNode verdict =
        Json.mapper().readTree(Json.write(Analysis.of(PLAIN, List.of(text("Dear friend")))));

    assertThat(verdict.fieldNames())
        .toIterable()
        .containsExactly(
            ("id root tenant version source sha256 message_id subject from date verdict score"
                    + " reasons language keywords links attachments defects incomplete")
                .split(" ", -1));
    assertThat(verdict.get("verdict").asText()).isEqualTo("ham");
    assertThat(verdict.get("date").asText()).isEqualTo("2026-03-01T09:30:00Z");
    assertThat(verdict.get("language").isNull()).isTrue();
    assertThat(verdict.get("reasons").get(0).fieldNames())
        .toIterable()
        .containsExactly("code", "detail", "weight");
  }

  @Test
  void writesLinksAndAttachmentsAsPromised() throws Exception {
    JsonNode verdict = Json.mapper().readTree(Json.write(Analysis.of(PLAIN, manyFindings())));

    assertThat(verdict.get("links").get(0).fieldNames())
        .toIterable()
        .containsExactly("url", "host", "risk", "reasons");
    assertThat(verdict.get("attachments").get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "name", "type", "detected", "size", "sha256", "risk", "reasons", "incomplete");
  }

  private static List<Finding> manyFindings() throws Exception {
    return List.of(
        text("Dear friend, see the attached invoice. Act now!"),
        link("http://192.0.2.7/", null),
        link("http://192.0.2.8:81/", "www.bank.example"),
        link("https://example.org/", null),
        link("https://example.net/", "www.bank.example"),
        link("https://example.net/", "www.example.com"),
        file("invoice.pdf.exe", Archives.PROGRAM),
        file("notes.txt", Archives.text("notes")),
        file(null, Archives.text("notes")));
  }

  static Finding text(String plain) throws Exception {
    return Finding.of(Analysis.ofText(plain, null));
  }

  static Finding sender(String from) throws Exception {
    return Finding.of(Analysis.of(Senders.of("From: " + from + "\nTo: ann@example.org\n")));
  }

  private static Finding link(String url, String displayedHost) throws Exception {
    return Finding.of(
        Analysis.of(new Link(url, CanonicalUrl.parse(url).host(), true, displayedHost)));
  }

  private static Finding file(String name, byte[] bytes) throws Exception {
    return Finding.of(Analysis.of(new Attachment(name, "text/plain", Content.of(bytes))));
  }

  private static Reason reason(String code, double weight) {
    return new Reason(code, "said once", weight);
  }

  static Mail mail(String subject, String from) {
    return new Mail(
        DIGEST,
        "<1@example.org>",
        subject,
        from,
        null,
        Instant.parse("2026-03-01T09:30:00Z"),
        List.of());
  }
}
