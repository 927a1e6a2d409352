package io.taskweir.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

  private static final String ADDRESS = "ada@example.org";

  @Test
  void givesTheSameValueTheSamePseudonymUnderTheSameSecret() {
    assertThat(Pseudonyms.keyed("one secret").of(ADDRESS))
        .isEqualTo(Pseudonyms.keyed("one secret").of(ADDRESS))
        .matches("[0-9a-f]{16}");
  }

  /** RFC 4231, test case 2, its first eight bytes. */
  @Test
  void isTheBeginningOfHmacSha256() {
    assertThat(Pseudonyms.keyed("Jefe").of("what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e");
  }

  @Test
  void givesOtherPseudonymsUnderAnotherSecret() {
    assertThat(Pseudonyms.keyed("one secret").of(ADDRESS))
        .isNotEqualTo(Pseudonyms.keyed("another secret").of(ADDRESS));
  }

  @Test
  void keepsToItsRunWhereNoSecretIsConfigured() {
    Pseudonyms run = Pseudonyms.ofThisRun();

    assertThat(run.of(ADDRESS)).isEqualTo(run.of(ADDRESS));
    assertThat(run.of(ADDRESS)).isNotEqualTo(Pseudonyms.ofThisRun().of(ADDRESS));
  }

  @Test
  void staysTheSameWhenItTravelsWithTheJob() throws Exception {
    Pseudonyms run = Pseudonyms.ofThisRun();
    String before = run.of(ADDRESS);

    assertThat(InstantiationUtil.clone(run).of(ADDRESS)).isEqualTo(before);
  }

  @Test
  void saysNothingOfItsKey() {
    assertThat(Pseudonyms.keyed("one secret").toString()).isEqualTo("Pseudonyms");
  }

  @Test
  void refusesAnEmptySecret() {
    assertThatThrownBy(() -> Pseudonyms.keyed("")).isInstanceOf(IllegalArgumentException.class);
  }
}
