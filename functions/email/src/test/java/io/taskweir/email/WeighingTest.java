package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules beside the trained model. */
class WeighingTest {

  private static final Reason PLAIN = Rule.SHOUTING.because("LOUD");
  private static final Reason DECEIVES = Rule.LINK_LOOKALIKE.because("p\u0430ypal.example");

  @Test
  void decidesByTheRulesAloneWhereTheModelDidNotAnswer() {
    Weighing weighing = new Weighing(null);
    List<Reason> weighed = weighing.weigh(List.of(PLAIN, DECEIVES));

    assertThat(weighed).containsExactly(DECEIVES, PLAIN);
    assertThat(weighing.score(weighed)).isCloseTo(chance(-4.1 + 2.0 + 1.2), within(0.001));
  }

  @Test
  void addsLittleOfWhatTheModelHasSeenAndAllOfWhatDeceives() {
    Weighing weighing = new Weighing(learned(2));
    List<Reason> weighed = weighing.weigh(List.of(PLAIN, DECEIVES));

    assertThat(weighed)
        .extracting(Reason::code)
        .containsExactly("LINK_LOOKALIKE", "LEARNED", "SHOUTING");
    assertThat(weighed).extracting(Reason::weight).containsExactly(2.0, 1.8, 0.36);
    assertThat(weighing.score(weighed)).isCloseTo(chance(-1.3 + 2.0 + 1.8 + 0.36), within(0.001));
  }

  @Test
  void showsTheWordsThatSpeakForWhatItSays() {
    assertThat(of(2).detail()).isEqualTo("reads like unwanted mail: offer +0.40");
    assertThat(of(-2).detail()).isEqualTo("reads like wanted mail: wrote -0.30");
  }

  @Test
  void boundsTheModelSoThatItNeitherClearsNorCondemnsAlone() {
    assertThat(of(-30).weight()).isEqualTo(-4.5);
    assertThat(of(30).weight()).isEqualTo(7.2);
  }

  private static Reason of(double logOdds) {
    List<Reason> weighed = new Weighing(learned(logOdds)).weigh(List.of());
    assertThat(weighed).hasSize(1);
    return weighed.get(0);
  }

  private static LearnedFinding learned(double logOdds) {
    return new LearnedFinding("abc", logOdds, List.of("offer +0.40"), List.of("wrote -0.30"));
  }

  private static double chance(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
