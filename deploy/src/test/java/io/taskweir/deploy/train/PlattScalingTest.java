package io.taskweir.deploy.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.taskweir.email.MailModel.Calibration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlattScalingTest {

  @Test
  void findsHowScoresMustBeStretchedAndMoved() {
    Random random = new Random(3);
    double[] scores = new double[20_000];
    boolean[] spam = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 4 * random.nextGaussian();
      spam[i] = random.nextDouble() < PlattScaling.chance(0.5 * scores[i] + 1);
    }
    Calibration found = PlattScaling.fit(scores, spam);

    assertThat((double) found.slope()).isCloseTo(0.5, within(0.03));
    assertThat((double) found.intercept()).isCloseTo(1, within(0.1));
  }

  @Test
  void staysFiniteWhereScoresTellAll() {
    Calibration found =
        PlattScaling.fit(new double[] {-9, -8, 8, 9}, new boolean[] {false, false, true, true});

    assertThat(found.slope()).isFinite().isPositive();
    assertThat(found.intercept()).isFinite();
    assertThat(PlattScaling.chance(found.of(9))).isBetween(0.6, 0.99);
  }
}
