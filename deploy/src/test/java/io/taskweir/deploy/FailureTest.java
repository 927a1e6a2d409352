package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.CompletionException;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void goesPastWhatFlinkAndFuturesWrapAroundACause() {
    var failure =
        new CompletionException(
            new FlinkException("Job execution failed.", new IOException("no such topic: in")));

    assertThat(Failure.line(failure)).isEqualTo("no such topic: in");
  }

  @Test
  void stopsAtTheFirstThatIsAboutTheMatter() {
    var failure = new IOException("cannot reach Kafka at a:1", new IOException("timed out"));

    assertThat(Failure.line(failure)).isEqualTo("cannot reach Kafka at a:1");
  }

  @Test
  void readsWhatCameFromATaskManager() {
    var failure =
        new FlinkException(
            "Job execution failed.",
            new SerializedThrowable(new IllegalStateException("stage parse-mail: no state")));

    assertThat(Failure.line(failure))
        .isEqualTo("IllegalStateException: stage parse-mail: no state");
  }

  @Test
  void recognisesAFullDiskAtAnyDepth() {
    var failure =
        new FlinkException(
            "checkpoint", new RuntimeException(new IOException("No space left on device")));

    assertThat(Failure.line(failure)).isEqualTo("disk full: no space left on device");
  }

  @Test
  void isOneLineWhateverTheMessageHolds() {
    assertThat(Failure.line(new IOException("first\n\tsecond\r\u001b[31mthird")))
        .isEqualTo("first second [31mthird");
  }

  @Test
  void isNeverEmpty() {
    assertThat(Failure.line(new IllegalStateException())).isEqualTo("IllegalStateException");
    assertThat(Failure.line(new AccessDeniedException("/root/x")))
        .isEqualTo("access denied: /root/x");
  }

  @Test
  void isNoLongerThanAPersonReads() {
    assertThat(Failure.line(new IOException("x".repeat(10_000)))).hasSizeLessThan(500);
  }
}
