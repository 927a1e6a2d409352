package io.taskweir.deploy.train;

import io.taskweir.email.MailModel.Calibration;

/**
 * Fits the slope and the intercept that make scores log-odds, on messages that the models had not
 * seen (Platt, "Probabilistic outputs for support vector machines", 1999, with his softened labels;
 * by Newton's method, as Lin, Lin and Weng advise, 2007).
 */
final class PlattScaling {

  private static final int STEPS = 100;
  private static final double RIDGE = 1e-9;

  private PlattScaling() {}

  static Calibration fit(double[] scores, boolean[] spam) {
    int spams = 0;
    for (boolean is : spam) {
      spams += is ? 1 : 0;
    }
    double high = (spams + 1.0) / (spams + 2.0);
    double low = 1.0 / (spam.length - spams + 2.0);
    double slope = 1;
    double intercept = 0;
    for (int step = 0; step < STEPS; step++) {
      double gs = 0;
      double gi = 0;
      double ss = RIDGE;
      double si = 0;
      double ii = RIDGE;
      for (int i = 0; i < scores.length; i++) {
        double chance = chance(slope * scores[i] + intercept);
        double error = chance - (spam[i] ? high : low);
        double curve = chance * (1 - chance);
        gs += error * scores[i];
        gi += error;
        ss += curve * scores[i] * scores[i];
        si += curve * scores[i];
        ii += curve;
      }
      double size = ss * ii - si * si;
      if (size <= 0) {
        break;
      }
      // Half steps: a full one can pass the minimum where scores are far from log-odds.
      slope = Math.max(slope / 2, slope - 0.5 * (ii * gs - si * gi) / size);
      intercept -= 0.5 * (ss * gi - si * gs) / size;
    }
    return new Calibration((float) slope, (float) intercept);
  }

  static double chance(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }
}
