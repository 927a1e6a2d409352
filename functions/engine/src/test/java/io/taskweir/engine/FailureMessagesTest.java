package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Words.Line;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What a dead letter says of an error: one bounded line, whatever the user's code threw. */
class FailureMessagesTest {

  private static final Workflow WORKFLOW = Workflow.named("words");

  /** The dead letter of a task whose only attempt throws {@code thrown}. */
  private static DeadLetter letterOf(Throwable thrown) throws Exception {
    Stage<Line, String> failing =
        WORKFLOW
            .<Line, String>stage("fail", (line, context) -> rethrow(thrown))
            .returns(String.class)
            .settings(
                StageSettings.DEFAULTS.withRetries(
                    1, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    try (var stage = StageHarness.of(failing, Line.class)) {
      stage.send("a", new Line("k", ""));
      return stage.deadLetters().get(0);
    }
  }

  private static void rethrow(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }

  @Test
  void anErrorIsNamedByTypeAndMessage() throws Exception {
    DeadLetter letter = letterOf(new IOException("connection reset"));

    assertThat(letter.detail()).isEqualTo("java.io.IOException: connection reset");
    assertThat(letter.failureClass()).isEqualTo(FailureClass.TRANSIENT);
  }

  @Test
  void aWrapperIsUnwrapped() throws Exception {
    Exception wrapped =
        new CompletionException(
            new ExecutionException(new UncheckedIOException(new IOException("reset"))));

    assertThat(letterOf(wrapped).detail()).isEqualTo("java.io.IOException: reset");
    assertThat(letterOf(wrapped).failureClass()).isEqualTo(FailureClass.TRANSIENT);
  }

  @Test
  void aRejectionMayBeWrapped() throws Exception {
    DeadLetter letter = letterOf(new CompletionException(Rejection.limit("too deep")));

    assertThat(letter.reason()).isEqualTo("LIMIT");
    assertThat(letter.failureClass()).isEqualTo(FailureClass.LIMIT);
    assertThat(letter.detail()).isEqualTo("too deep");
  }

  @Test
  void aMessageIsOneLineOfAtMost500Characters() throws Exception {
    assertThat(letterOf(new IOException("a\r\n\tb\u0000c")).detail())
        .isEqualTo("java.io.IOException: a b c");
    assertThat(letterOf(new IOException("x".repeat(10_000))).detail()).hasSize(500).endsWith("x…");
    assertThat(letterOf(new IOException()).detail()).isEqualTo("java.io.IOException");
  }

  @Test
  void aMessageThatCannotBeHadDoesNotRestartTheJob() throws Exception {
    DeadLetter letter =
        letterOf(
            new IOException() {
              @Override
              public String getMessage() {
                throw new IllegalStateException("no message");
              }
            });

    assertThat(letter.detail())
        .endsWith(": its message cannot be had: java.lang.IllegalStateException");
  }
}
