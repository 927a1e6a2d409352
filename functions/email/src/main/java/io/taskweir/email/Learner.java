package io.taskweir.email;

/**
 * Learns a logistic regression one example at a time, by stochastic gradient descent with decay of
 * the weights (L2). Order matters, and nothing else does: the same examples in the same order are
 * the same weights, on every JVM.
 *
 * <p>Holds 4 MB. An example costs a pass over its features, or two where it was not yet clear.
 */
public final class Learner {

  /** How fast the constant moves beside the weights: it is in every example. */
  private static final double BIAS_RATE = 0.1;

  private static final double CLEAR = 1e-6;

  /** Below this the weights are multiplied out, before a float runs out of digits. */
  private static final double LEAST_SCALE = 1e-3;

  private final float[] weights;
  private final MailModel.Calibration calibration;
  private final double decay;
  private double bias;
  private double scale = 1;

  /** Knows nothing yet. */
  Learner(double decay) {
    weights = new float[MailFeatures.SPACE];
    calibration = MailModel.Calibration.NONE;
    this.decay = decay;
  }

  /**
   * Knows what {@code model} knows, and keeps its calibration.
   *
   * @param decay the share of a weight that is lost an example, for each unit of the rate
   */
  public Learner(MailModel model, double decay) {
    weights = new float[MailFeatures.SPACE];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = model.weightAsLearnt(i);
    }
    bias = model.bias();
    calibration = model.calibration();
    this.decay = decay;
  }

  /**
   * Learns one example.
   *
   * @param rate how far the weights move, for an error of 1 and features of length 1
   */
  public void learn(FeatureVector features, boolean spam, double rate) {
    double error = (spam ? 1 : 0) - 1 / (1 + StrictMath.exp(-logOdds(features)));
    double step = rate * error;
    scale *= 1 - rate * decay;
    if (scale < LEAST_SCALE) {
      multiplyOut();
    }
    if (Math.abs(error) > CLEAR) {
      float each = (float) (step / scale);
      for (int i = 0; i < features.size(); i++) {
        weights[features.index(i)] += each * features.value(i);
      }
    }
    bias += BIAS_RATE * step;
  }

  /** The log-odds that a message with these features is spam, before calibration. */
  public double logOdds(FeatureVector features) {
    double sum = 0;
    for (int i = 0; i < features.size(); i++) {
      sum += weights[features.index(i)] * features.value(i);
    }
    return scale * sum + bias;
  }

  /** What it knows now. */
  public MailModel model() {
    multiplyOut();
    return MailModel.of(weights, (float) bias, calibration);
  }

  private void multiplyOut() {
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= (float) scale;
    }
    scale = 1;
  }
}
