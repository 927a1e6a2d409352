package io.taskweir.logfmt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;

class LogfmtLayoutTest {

  private static final Map<String, String> STAGE =
      Map.of(
          "taskmanager", "tm-1",
          "subtask", "3",
          "workflow", "email",
          "stage", "parse-mail",
          "task", "0123",
          "root", "4567",
          "depth", "0",
          "attempt", "2",
          "flink-job-id", "not ours");

  private final LogfmtLayout layout = LogfmtLayout.create("info", "1.2.3");

  @Test
  void writesEveryFieldInItsPlace() {
    String line = layout.toSerializable(event("two words", STAGE, new IOException("no disk")));

    assertThat(LogfmtReader.read(line.strip()).keySet())
        .containsExactly(
            "time",
            "level",
            "logger",
            "version",
            "pid",
            "host",
            "taskmanager",
            "subtask",
            "workflow",
            "stage",
            "task",
            "root",
            "depth",
            "attempt",
            "thread",
            "msg",
            "error");
    assertThat(line)
        .contains(" level=WARN logger=io.taskweir.Test version=1.2.3 pid=")
        .contains(" taskmanager=tm-1 subtask=3 workflow=email stage=parse-mail task=0123 ")
        .endsWith(" thread=main msg=\"two words\" error=\"java.io.IOException: no disk\"\n");
  }

  @Test
  void leavesOutWhatTheContextDoesNotHave() {
    String line = layout.toSerializable(event("ready", Map.of(), null));

    assertThat(LogfmtReader.read(line.strip()).keySet())
        .containsExactly("time", "level", "logger", "version", "pid", "host", "thread", "msg");
  }

  @Test
  void saysTheTimeToTheNanosecondWithItsZone() {
    String time =
        LogfmtReader.read(layout.toSerializable(event("x", Map.of(), null)).strip()).get("time");

    assertThat(time)
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000000042[+-]\\d\\d:\\d\\d");
    assertThat(java.time.OffsetDateTime.parse(time).toInstant())
        .isEqualTo(java.time.Instant.ofEpochSecond(1_700_000_000, 42));
  }

  @Test
  void namesTheInnermostCause() {
    var error = new IllegalStateException(new RuntimeException("outer", new IOException()));

    Map<String, String> fields =
        LogfmtReader.read(layout.toSerializable(event("failed", Map.of(), error)).strip());

    assertThat(fields).containsEntry("cause", "java.io.IOException").doesNotContainKey("stack");
  }

  @Test
  void endsWithAnErrorThatCausesItself() {
    var first = new IllegalStateException("first");
    first.initCause(new IllegalStateException("second", first));

    assertThat(layout.toSerializable(event("failed", Map.of(), first))).contains(" error=");
  }

  @Test
  void writesTheStackInTheSameLineAtDebug() {
    String line =
        LogfmtLayout.create("debug", null)
            .toSerializable(event("failed", Map.of(), new IOException("no disk")));

    assertThat(line.strip()).doesNotContain("\n");
    assertThat(LogfmtReader.read(line.strip()).get("stack"))
        .startsWith("java.io.IOException: no disk\n\tat ");
  }

  @Test
  void showsWhatAHostileMessageWouldHide() {
    String line =
        layout.toSerializable(
            event("a\nlevel=ERROR \u202e\u2028\ud800 \"q\" é 😀", Map.of(), null));

    assertThat(line).endsWith(" msg=\"a\\nlevel=ERROR \\u202e\\u2028\\ud800 \\\"q\\\" é 😀\"\n");
  }

  static LogEvent event(String message, Map<String, String> context, @Nullable Throwable error) {
    var data = new SortedArrayStringMap();
    context.forEach(data::putValue);
    var instant = new MutableInstant();
    instant.initFromEpochSecond(1_700_000_000, 42);
    return Log4jLogEvent.newBuilder()
        .setLoggerName("io.taskweir.Test")
        .setLevel(Level.WARN)
        .setThreadName("main")
        .setMessage(new SimpleMessage(message))
        .setContextData(data)
        .setThrown(error)
        .setInstant(instant)
        .build();
  }
}
