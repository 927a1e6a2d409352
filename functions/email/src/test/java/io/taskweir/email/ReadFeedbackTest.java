package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskweir.email.Opinion.Holder;
import io.taskweir.email.Verdict.Judgement;
import io.taskweir.engine.RecordingContext;
import io.taskweir.engine.Rejection;
import io.taskweir.state.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadFeedbackTest {

  private static final String DIGEST = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({"ham,HAM", "spam,SPAM", "phish,PHISH"})
  void readsWhatAPersonSaysOfAMessage(String label, Judgement judgement) throws Exception {
    assertThat(read(feedback(DIGEST, label)))
        .containsExactly(new Opinion(DIGEST, Holder.PERSON, judgement));
  }

  @Test
  void passesOverOtherFields() throws Exception {
    String more = feedback(DIGEST, "ham").replace("}", ",\"by\":{\"name\":\"Ada\"}}");

    assertThat(read(more)).hasSize(1);
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(rejection(feedback(DIGEST, "SPAM")))
        .hasMessage("label: one of ham, spam, phish expected, got \"SPAM\"");
    assertThat(rejection(feedback("abc", "spam")))
        .hasMessage("sha256: 64 lower-case hex digits expected, got \"abc\"");
    assertThat(rejection(feedback(DIGEST.replace('a', 'A'), "spam")))
        .hasMessageStartingWith("sha256: 64 lower-case hex digits expected");
    assertThat(rejection("{\"label\":\"spam\"}"))
        .hasMessage("sha256: 64 lower-case hex digits expected, got none");
    assertThat(rejection("[]")).hasMessage("no JSON object");
    assertThat(rejection("")).hasMessage("no JSON object");
    assertThat(rejection("{")).hasMessage("no JSON");
    assertThat(rejection("[".repeat(200))).hasMessage("no JSON");
  }

  @Test
  void readsUpToItsLimitAndNoFurther() throws Exception {
    String least = feedback(DIGEST, "ham");
    String most = least + " ".repeat(ReadFeedback.MOST_BYTES - least.length());

    assertThat(read(most)).hasSize(1);
    Rejection refused = rejection(most + " ");
    assertThat(refused.reason()).isEqualTo("LIMIT");
    assertThat(refused).hasMessage("bytes in the feedback: 10001, allowed are 10000");
  }

  private static String feedback(String digest, String label) {
    return "{\"sha256\":\"%s\",\"label\":\"%s\"}".formatted(digest, label);
  }

  private static Rejection rejection(String text) {
    Rejection rejection = catchThrowableOfType(Rejection.class, () -> read(text));
    assertThat(rejection).as(text).isNotNull();
    return rejection;
  }

  private static List<Opinion> read(String text) throws Exception {
    try (RecordingContext<Opinion> context = new RecordingContext<>()) {
      new ReadFeedback().run(Content.of(text.getBytes(StandardCharsets.UTF_8)), context);
      return context.results();
    }
  }
}
