package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verdict takes from a message's headers. */
class HeadersOfVerdictTest {

  @Test
  void namesWhatIsMissing() throws Exception {
    Mail bare = new Mail("0".repeat(64), null, null, null, null, null, List.of());

    assertThat(Analysis.codes(Analysis.of(bare, List.of()).reasons()))
        .containsExactlyInAnyOrder("NO_FROM", "NO_MESSAGE_ID", "NO_SUBJECT", "NO_DATE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann Lee <ann@example.org>",
        "ann@example.org (Ann Lee)",
        "\"Lee, Ann\" <ann.lee+list@example.org>",
        "ann@example.org <ann@example.org>",
        "\"Bug 12345\" <bugs@example.org>"
      })
  void findsNothingInOrdinarySenders(String from) throws Exception {
    assertThat(ofSender(from, null, "<1@mail.example.org>")).isEmpty();
  }

  @Test
  void noticesSendersThatAreNoPersons() throws Exception {
    assertThat(ofSender("ann@example.org", null, "<1@x>")).containsExactly("FROM_BARE");
    assertThat(ofSender("Ann <q83x72@example.org>", null, "<1@x>")).containsExactly("FROM_DIGITS");
  }

  @Test
  void noticesASenderWhoseNameIsAnotherAddress() throws Exception {
    assertThat(ofSender("\"security@bank.example\" <ann@example.org>", null, "<1@x>"))
        .containsExactly("FROM_OTHER_ADDRESS");
  }

  @Test
  void noticesAnswersThatGoElsewhere() throws Exception {
    assertThat(ofSender("Ann <ann@example.org>", "ann@mail.example.org", "<1@x>")).isEmpty();
    assertThat(ofSender("Ann <ann@example.org>", "Ann <ann@example.net>", "<1@x>"))
        .containsExactly("REPLY_ELSEWHERE");
  }

  @Test
  void noticesASenderWhoseMailServiceDidNotSendIt() throws Exception {
    assertThat(ofSender("Ann <ann@gmail.com>", null, "<CAx@mail.gmail.com>")).isEmpty();
    assertThat(ofSender("Ann <ann@hotmail.com>", null, "<VI1P@eur.prod.outlook.com>")).isEmpty();
    assertThat(ofSender("Ann <ann@gmail.com>", null, "<1@mail.example.net>"))
        .containsExactly("MESSAGE_ID_FOREIGN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Minutes of Thursday",
        "Plans for 2026",
        "Собрание в четверг",
        "Έκθεση για τη στέγη",
        "JDK 17",
        "Roof of the mp3 shop",
        "Question about utf8"
      })
  void findsNothingInOrdinarySubjects(String subject) throws Exception {
    assertThat(ofSubject(subject)).isEmpty();
  }

  @Test
  void noticesSubjectsThatAdvertise() throws Exception {
    assertThat(ofSubject("BEST PRICES TODAY")).containsExactly("SUBJECT_SHOUTING");
    assertThat(ofSubject("Come and see!")).containsExactly("SUBJECT_EXCLAMATION");
    assertThat(ofSubject("Roofs at $99")).containsExactly("SUBJECT_AMOUNT");
    assertThat(ofSubject("ADV: roofs")).containsExactly("SUBJECT_ADVERTISES");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Cheap roofs 84731", "Cheap roofs [qxwvt]", "Cheap roofs 3dk2x9w", "Roofs zxkwpq"})
  void noticesSubjectsThatEndInACode(String subject) throws Exception {
    assertThat(ofSubject(subject)).containsExactly("SUBJECT_CODE");
  }

  @Test
  void countsAnAnswerInFavour() throws Exception {
    Verdict verdict =
        Analysis.of(mail("Ann <ann@example.org>", null, "<1@x>", "Re: roof"), List.of());

    assertThat(Analysis.codes(verdict.reasons())).containsExactly("SUBJECT_REPLY");
    assertThat(verdict.score()).isLessThan(Rule.chance(Rule.PRIOR));
  }

  private static List<String> ofSender(String from, String replyTo, String id) throws Exception {
    return Analysis.codes(Analysis.of(mail(from, replyTo, id, "Minutes"), List.of()).reasons());
  }

  private static List<String> ofSubject(String subject) throws Exception {
    return Analysis.codes(
        Analysis.of(mail("Ann <ann@example.org>", null, "<1@x>", subject), List.of()).reasons());
  }

  private static Mail mail(String from, String replyTo, String id, String subject) {
    return new Mail(
        "0".repeat(64),
        id,
        subject,
        from,
        replyTo,
        Instant.parse("2026-03-01T09:30:00Z"),
        List.of());
  }
}
