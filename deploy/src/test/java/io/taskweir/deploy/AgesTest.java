package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "0, 0 s",
    "119, 119 s",
    "120, 2 min",
    "7199, 119 min",
    "7200, 2 h",
    "172799, 47 h",
    "172800, 2 d"
  })
  void saysTwoOfAUnitInThatUnit(long seconds, String said) {
    assertThat(Ages.of(Duration.ofSeconds(seconds))).isEqualTo(said);
  }
}
