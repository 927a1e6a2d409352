package io.taskweir.logfmt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LogfmtReaderTest {

  @Test
  void readsPlainAndQuotedValues() {
    assertThat(LogfmtReader.read("level=INFO msg=\"a \\\"b\\\" \\\\ \\n\\u001b\""))
        .containsEntry("level", "INFO")
        .containsEntry("msg", "a \"b\" \\ \n\u001b");
  }

  @Test
  void saysThatALineWasCutOff() {
    for (String cut : new String[] {"msg=\"half", "msg=\"half\\", "msg=\"half\\u00"}) {
      assertThatThrownBy(() -> LogfmtReader.read(cut))
          .as(cut)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("cut off at ");
    }
  }

  @Test
  void refusesWhatTheLayoutDoesNotWrite() {
    for (String other : new String[] {"a line of words", "a=1 a=2", "a=\"\\x\"", "a=\"\\u12g4\""}) {
      assertThatThrownBy(() -> LogfmtReader.read(other))
          .as(other)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(" in " + other);
    }
  }

  @Test
  void showsWhatATerminalWouldObey() {
    assertThat(LogfmtValue.visible("a b \u001b[2J \u202e ä \"c\"\n"))
        .isEqualTo("a b \\u001b[2J \\u202e ä \"c\"\\u000a");
  }
}
