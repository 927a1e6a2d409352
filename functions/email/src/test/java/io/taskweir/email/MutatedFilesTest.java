package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Rejection;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Valid files of every kind, damaged at random: no damage does more than end the look at them. */
class MutatedFilesTest {

  private static final int TRIES = 60;
  private static final AnalyzeAttachment TASK = new AnalyzeAttachment();

  @BeforeAll
  static void open() {
    TASK.open();
  }

  @ParameterizedTest
  @MethodSource("names")
  void looksOrRefusesWhateverIsDamaged(String name) throws Exception {
    byte[] whole = Inspected.bytes(name);
    for (int seed = 0; seed < TRIES; seed++) {
      byte[] damaged = damaged(whole, new Random(seed));
      assertThat(outcome(name, damaged)).as("seed %d", seed).isEqualTo(outcome(name, damaged));
    }
  }

  static Stream<String> names() {
    return AttachmentKindsTest.files().map(arguments -> (String) arguments.get()[0]);
  }

  private static Object outcome(String name, byte[] bytes) throws Exception {
    try {
      return Inspected.of(TASK, name, bytes);
    } catch (Rejection e) {
      assertThat(e.reason()).isEqualTo("LIMIT");
      return e.getMessage();
    }
  }

  /** A few bytes changed, often to the ends of their range, a piece moved, or the end cut off. */
  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(12); i >= 0; i--) {
      int value = random.nextBoolean() ? random.nextInt(256) : -random.nextInt(2);
      bytes[random.nextInt(bytes.length)] = (byte) value;
    }
    int piece = random.nextInt(Math.min(64, bytes.length));
    if (random.nextInt(3) == 0) {
      int from = random.nextInt(bytes.length - piece);
      System.arraycopy(bytes, from, bytes, random.nextInt(bytes.length - piece), piece);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
  }
}
