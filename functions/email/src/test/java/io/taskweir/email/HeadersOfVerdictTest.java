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
        .containsExactlyInAnyOrder("NO_MESSAGE_ID", "NO_SUBJECT", "NO_DATE");
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
    Verdict verdict = Analysis.of(mail("Re: roof"), List.of());

    assertThat(Analysis.codes(verdict.reasons())).containsExactly("SUBJECT_REPLY");
    assertThat(verdict.score()).isLessThan(Rule.chance(Rule.PRIOR));
  }

  private static List<String> ofSubject(String subject) throws Exception {
    return Analysis.codes(Analysis.of(mail(subject), List.of()).reasons());
  }

  private static Mail mail(String subject) {
    return new Mail(
        "0".repeat(64),
        "<1@x>",
        subject,
        "Ann <ann@example.org>",
        null,
        Instant.parse("2026-03-01T09:30:00Z"),
        List.of());
  }
}
