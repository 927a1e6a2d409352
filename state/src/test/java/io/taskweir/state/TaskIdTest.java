package io.taskweir.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskIdTest {

  /** The same as the class says it, written the plain way. */
  private static TaskId plainly(String... parts) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      sha256.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
    return new TaskId(hash.getLong(), hash.getLong());
  }

  static Stream<List<String>> parts() {
    return Stream.of(
        List.of(),
        List.of(""),
        List.of("caller", "default", "order-1"),
        List.of("a", "bc"),
        List.of("ab", "c"),
        List.of("caf\u00e9", "na\u00efve", "plain"),
        List.of("\u0080", "\u007f"),
        List.of("\u65e5\u672c", "\ud83d\ude00", "x"),
        List.of("lone \ud800", "\udc00"),
        List.of("x".repeat(255), "y".repeat(256), "\u00e9".repeat(300)),
        List.of("z".repeat(200_000), "\u65e5".repeat(100_000)),
        List.of("small again"));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void isTheHashOfItsParts(List<String> parts) throws Exception {
    String[] all = parts.toArray(String[]::new);

    assertThat(TaskId.derive(all)).isEqualTo(plainly(all));
  }

  /** Never to change: ids lie in state and in people's records. */
  @Test
  void staysWhatItIs() {
    assertThat(TaskId.ofCaller("default", "order-1").hex())
        .isEqualTo("2612acab526b3c60e489eb267854525c");
    assertThat(TaskId.ofCaller("default", "order-1").child(TaskId.slot("price", "", "", 0)).hex())
        .isEqualTo("e63f921bc87e9c6166c3f11a44eb1451");
  }

  @Test
  void ofAChildIsTheHashOfBoth() throws Exception {
    TaskId id = new TaskId(1, -2);
    TaskId slot = new TaskId(Long.MIN_VALUE, 3);
    ByteBuffer both = ByteBuffer.allocate(32).putLong(1).putLong(-2).putLong(Long.MIN_VALUE);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(both.putLong(3).array());

    assertThat(id.child(slot).high()).isEqualTo(ByteBuffer.wrap(hash).getLong());
    assertThat(id.child(slot).low())
        .isEqualTo(ByteBuffer.wrap(Arrays.copyOfRange(hash, 8, 16)).getLong());
  }

  @Test
  void oneThatFailedLeavesNothingToTheNext() throws Exception {
    assertThatThrownBy(() -> TaskId.derive("first", null)).isInstanceOf(NullPointerException.class);

    assertThat(TaskId.derive("second")).isEqualTo(plainly("second"));
  }

  @Test
  void readsItsHex() {
    TaskId id = TaskId.derive("x");

    assertThat(TaskId.parse(id.hex())).isEqualTo(id);
    assertThatThrownBy(() -> TaskId.parse("12"))
        .hasMessage("task id: 32 hex digits expected, got 2");
  }
}
