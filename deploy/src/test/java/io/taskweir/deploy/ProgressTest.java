package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
  private Instant now = Instant.EPOCH;

  @Test
  void writesALineEveryFewSecondsToAFile() {
    var progress = new Progress(out, false, () -> now);
    for (int second = 0; second <= 12; second++) {
      int at = second;
      progress.show(() -> "second " + at);
      now = now.plus(Duration.ofSeconds(1));
    }
    progress.clear();

    assertThat(written()).isEqualTo("second 5\nsecond 10\n");
  }

  @Test
  void rewritesItsLineOnATerminal() {
    var progress = new Progress(out, true, () -> now);
    now = now.plus(Duration.ofSeconds(1));
    progress.show(() -> "one");
    now = now.plus(Duration.ofSeconds(1));
    progress.show(() -> "two");
    progress.say("stays");

    assertThat(written()).isEqualTo("\r\u001b[Kone\r\u001b[Ktwo\r\u001b[Kstays\n");
  }

  @Test
  void erasesOnlyWhatItWrote() {
    new Progress(out, true, () -> now).clear();

    assertThat(written()).isEmpty();
  }

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
