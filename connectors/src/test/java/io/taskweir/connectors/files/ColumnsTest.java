package io.taskweir.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {

  @Test
  void readsItsTextForm() {
    assertThat(Columns.parse("time=Date+Time,format=dd/MM/yyyy HH:mm:ss,sensors=T+RH,prefix=file"))
        .isEqualTo(
            new Columns(List.of("Date", "Time"), "dd/MM/yyyy HH:mm:ss", List.of("T", "RH"), true));
    assertThat(Columns.parse("time=at"))
        .isEqualTo(new Columns(List.of("at"), null, List.of(), false));
  }

  @Test
  void letsAFormatHaveCommas() {
    assertThat(Columns.parse("time=at,format=MMM d, yyyy h:mm a,sensors=*").format())
        .isEqualTo("MMM d, yyyy h:mm a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Date,T",
        "sensors=T",
        "time=",
        "time=a+",
        "time=a+a",
        "time=a,prefix=yes",
        "time=a,time=b",
        "time=a,sensors="
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Columns.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "columns: expected time=COLUMN[+COLUMN][,format=PATTERN][,sensors=*|COLUMN[+COLUMN]...]"
                + "[,prefix=file], got \""
                + text
                + '"');
  }

  @Test
  void refusesThreeColumnsOfTime() {
    assertThatThrownBy(() -> Columns.parse("time=a+b+c"))
        .hasMessage("columns: time: one or two columns expected, got 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HH:mm", "dd/MM/yyyy hh:mm:ss", "{", "dd/MM HH:mm", "bogus"})
  void refusesAFormatThatWouldRefuseOrFalsifyEveryLine(String format) {
    assertThatThrownBy(() -> Columns.parse("time=a,format=" + format))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("columns: format: a java.time pattern with a date expected, got \"")
        .message()
        .hasLineCount(1);
  }
}
