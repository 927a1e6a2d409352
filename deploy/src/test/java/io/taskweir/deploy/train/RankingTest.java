package io.taskweir.deploy.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void findsNothingMissedWhereAllSpamIsAboveAllHam() {
    Ranking ranking =
        Ranking.of(new double[] {1, 2, 3, 4}, new boolean[] {false, false, true, true});

    assertThat(ranking).isEqualTo(new Ranking(0, 1, 1));
  }

  @Test
  void countsAPairInTheWrongOrderWholeAndATieHalf() {
    Ranking ranking =
        Ranking.of(new double[] {1, 3, 2, 3}, new boolean[] {false, false, true, true});

    assertThat(ranking.missedArea()).isCloseTo(1.5 / 4, within(1e-12));
  }

  @Test
  void allowsSoMuchHamAboveTheThreshold() {
    double[] scores = new double[1_100];
    boolean[] spam = new boolean[1_100];
    Arrays.fill(spam, 1_000, 1_100, true);
    Arrays.fill(scores, 1_000, 1_050, 10);
    Arrays.fill(scores, 1_050, 1_090, 5);
    scores[0] = 20;
    scores[1] = 8;
    Ranking ranking = Ranking.of(scores, spam);

    assertThat(ranking.recallAtTenth()).isEqualTo(0.5);
    assertThat(ranking.recallAtHalf()).isEqualTo(0.9);
  }

  @Test
  void countsAScoreOnTheThresholdAsNotFound() {
    Ranking ranking = Ranking.of(new double[] {1, 1}, new boolean[] {false, true});

    assertThat(ranking).isEqualTo(new Ranking(0.5, 0, 0));
  }
}
