package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void believesTheFirstLocaleThatIsSet() {
    assertThat(Screen.isUtf8(Map.of("LANG", "de_DE.UTF-8"))).isTrue();
    assertThat(Screen.isUtf8(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8"))).isFalse();
    assertThat(Screen.isUtf8(Map.of("LC_ALL", "", "LC_CTYPE", "C.utf8"))).isTrue();
    assertThat(Screen.isUtf8(Map.of())).isFalse();
  }
}
