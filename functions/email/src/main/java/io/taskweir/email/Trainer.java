package io.taskweir.email;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Trains a model on labelled messages: many passes of a {@link Learner} over them, in an order that
 * a seed decides, with a rate that falls. The same messages in the same order with the same seed
 * are the same model, byte for byte.
 *
 * <p>Holds about 40 kB a message, and takes about a millisecond a message and pass.
 */
public final class Trainer {

  /** Passes over the messages. */
  public static final int PASSES = 40;

  /** The rate of the first pass. */
  public static final double RATE = 10;

  /** The share of a weight that is lost an example, for each unit of the rate. */
  public static final double DECAY = 1e-6;

  private Trainer() {}

  /** A model of {@code mails}, not calibrated. */
  public static MailModel train(List<LabelledMail> mails, long seed) {
    MailFeatures features = new MailFeatures();
    List<FeatureVector> all = new ArrayList<>(mails.size());
    for (LabelledMail mail : mails) {
      all.add(features.of(mail.sample()).copy());
    }
    BitSet kept = OriginFilter.of(mails, all);
    all.replaceAll(vector -> vector.within(kept));
    Learner learner = new Learner(DECAY);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < mails.size(); i++) {
      order.add(i);
    }
    Random random = new Random(seed);
    for (int pass = 0; pass < PASSES; pass++) {
      Collections.shuffle(order, random);
      double rate = RATE / (1 + 0.5 * pass);
      for (int i : order) {
        learner.learn(all.get(i), mails.get(i).spam(), rate);
      }
    }
    return learner.model();
  }
}
