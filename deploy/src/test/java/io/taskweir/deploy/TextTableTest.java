package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void putsTextToTheLeftAndNumbersToTheRight() {
    var table = new TextTable(Set.of(1), "stage", "in");
    assertThat(table.isEmpty()).isTrue();
    table.add("parse-mail", "7");
    table.add("decide", "1,204");
    assertThat(table.isEmpty()).isFalse();
    assertThat(table)
        .hasToString(
            """
            stage          in
            parse-mail      7
            decide      1,204
            """);
  }

  @Test
  void takesARowOfItsOwnWidthOnly() {
    assertThatThrownBy(() -> new TextTable(Set.of(), "stage", "in").add("decide"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 cells expected, got 1");
  }
}
