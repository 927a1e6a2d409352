package io.taskweir.deploy.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {

  private final FileNames names = new FileNames();

  @Test
  void keepsWhatIsSafe() {
    assertThat(names.of("Boiler-7_a.temp")).isEqualTo("Boiler-7_a.temp.svg");
  }

  @Test
  void replacesWhatIsNot() {
    assertThat(names.of("../etc/passwd")).isEqualTo("_._etc_passwd.svg");
    assertThat(names.of("a b\u0000c\\d:\u6e29\ud83d\ude00")).isEqualTo("a_b_c_d___.svg");
    assertThat(names.of("")).isEqualTo("_.svg");
    assertThat(names.of("..")).isEqualTo("_..svg");
  }

  @Test
  void numbersCollisions() {
    assertThat(names.of("a/b")).isEqualTo("a_b.svg");
    assertThat(names.of("a:b")).isEqualTo("a_b-2.svg");
    assertThat(names.of("a_b-2")).isEqualTo("a_b-2-2.svg");
    assertThat(names.of("A_B")).isEqualTo("A_B-3.svg");
  }

  @Test
  void boundsTheLength() {
    assertThat(names.of("x".repeat(5000))).hasSize(104);
    assertThat(names.of("x".repeat(5001))).endsWith("x-2.svg").hasSizeLessThan(112);
  }
}
