package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {

  @Test
  void makesTheSameBytesOfTheSameMessagesAndSeed() {
    byte[] once = Trainer.train(Samples.toy(1, 150), 42).bytes();

    assertThat(Trainer.train(Samples.toy(1, 150), 42).bytes()).isEqualTo(once);
    assertThat(Trainer.train(Samples.toy(1, 150), 43).bytes()).isNotEqualTo(once);
    assertThat(Trainer.train(Samples.toy(2, 150), 42).bytes()).isNotEqualTo(once);
  }

  @Test
  void tellsMessagesApartThatItHasNotSeen() {
    MailModel model = Trainer.train(Samples.toy(1, 300), 42);

    long right =
        Samples.toy(2, 300).stream()
            .filter(mail -> Samples.score(model, mail.sample()) > 0 == mail.spam())
            .count();

    assertThat(right).isGreaterThan(285);
  }

  @Test
  void learnsNothingThatOneOriginGivesAway() {
    MailModel model = Trainer.train(withASecretWord("list example.org"), 42);

    assertThat(Samples.score(model, Samples.plain(null, "zyzzyva")))
        .isEqualTo(Samples.score(model, Samples.plain(null, "quixotry")));
  }

  @Test
  void learnsWhatManyOriginsHaveInCommon() {
    MailModel model = Trainer.train(withASecretWord("sender %d"), 42);

    assertThat(Samples.score(model, Samples.plain(null, "zyzzyva")))
        .isLessThan(Samples.score(model, Samples.plain(null, "quixotry")) - 0.1);
  }

  @Test
  void learnsOneByOneWhatAModelDidNotKnow() {
    MailModel model = Trainer.train(Samples.toy(1, 150), 42);
    MailSample unknown = Samples.plain("tulips", "Tulips by the thousand, straight from the field");
    double before = Samples.score(model, unknown);
    Learner learner = new Learner(model, Trainer.DECAY);
    FeatureVector features = new MailFeatures().of(unknown).copy();
    for (int i = 0; i < 20; i++) {
      learner.learn(features, true, 1);
    }

    assertThat(Samples.score(learner.model(), unknown)).isGreaterThan(before + 1);
    assertThat(learner.logOdds(features))
        .isCloseTo(learner.model().raw(features), org.assertj.core.data.Offset.offset(0.2));
  }

  @Test
  void forgetsSlowlyAndWithoutLosingDigits() {
    Learner learner = new Learner(0.01);
    FeatureVector features = new MailFeatures().of(Samples.plain("a b", "new tiles")).copy();
    for (int i = 0; i < 5_000; i++) {
      learner.learn(features, true, 1);
    }

    assertThat(learner.logOdds(features)).isFinite().isPositive();
    assertThat(learner.model().raw(features)).isFinite().isPositive();
  }

  /** The toy's ham with a word of its own, from where {@code origin} says. */
  private static List<LabelledMail> withASecretWord(String origin) {
    List<LabelledMail> mails = new ArrayList<>();
    for (LabelledMail mail : Samples.toy(1, 150)) {
      MailSample sample = mail.sample();
      mails.add(
          mail.spam()
              ? mail
              : new LabelledMail(
                  Samples.plain(sample.subject(), sample.plain() + " zyzzyva"),
                  false,
                  origin.formatted(mails.size())));
    }
    return mails;
  }
}
