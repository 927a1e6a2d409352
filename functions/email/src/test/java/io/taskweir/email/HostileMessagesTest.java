package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Rejection;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each hostile message ends in a result or a refusal, on a small stack. */
class HostileMessagesTest {

  /** A quarter of what a thread is given by default. */
  private static final long STACK = 256 * 1024;

  static Set<String> names() {
    return HostileMessages.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void endsInAResultOrARefusal(String name) throws Exception {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    HostileMessages.all().get(name).write(message);
    FutureTask<String> outcome = new FutureTask<>(() -> outcomeOf(message.toByteArray()));

    new Thread(null, outcome, name, STACK).start();

    assertThat(outcome.get()).isIn("parsed", "LIMIT", "NOT_A_MESSAGE");
  }

  private static String outcomeOf(byte[] message) throws Exception {
    try {
      ParsedMail.of(ParseLimits.defaults(), message);
      return "parsed";
    } catch (Rejection e) {
      return e.reason();
    }
  }
}
