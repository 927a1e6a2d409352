package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.RecordingContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifyMailTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOSE WEIGHT NOW!!! Our herbal pills burn fat while you sleep. 100% guaranteed or your"
            + " money back. Click here to order today, and click here to be removed from our list.",
        "Dear Sir, I am the widow of the late minister and seek your assistance to transfer the sum"
            + " of $25,000,000 (twenty five million US dollars) into your account. Reply in"
            + " strict confidence with your bank account number.",
        "Make money from home! Earn $5,000 a month with no experience. This is not a scam, send"
            + " just $20 for your report and double your income. Act now, limited time offer!"
      })
  void holdsWhatSellsForSpam(String text) throws Exception {
    assertThat(shipped(Samples.plain("Amazing offer", text)).logOdds()).isGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On Tue, Ann wrote:\n> Does the patch apply to the new kernel?\n\nIt does, but you need to"
            + " run make clean first, since the old objects are wrong. I think we should fix the"
            + " script.\n\nBob",
        "I wrote a small Perl script that does this with a cron job. The problem is that it doesn't"
            + " handle files with spaces, anyone know a better way?"
      })
  void holdsWhatPeopleWriteForHam(String text) throws Exception {
    assertThat(shipped(Samples.plain("Re: the build", text)).logOdds()).isLessThan(-1);
  }

  @Test
  void saysWhichModelAndWhichWords() throws Exception {
    MailModel toy = Trainer.train(Samples.toy(1, 150), 42);
    LearnedFinding finding =
        classified(toy, Samples.plain("news", "The casino and the replica, the ladder"));

    assertThat(finding.model()).isEqualTo(toy.id());
    assertThat(finding.spamWords()).anyMatch(word -> word.matches("casino \\+\\d\\.\\d\\d"));
    assertThat(finding.hamWords()).anyMatch(word -> word.matches("ladder -\\d\\.\\d\\d"));
    assertThat(finding.spamWords()).hasSizeLessThanOrEqualTo(5);
    assertThat(finding.hamWords()).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void saysTheSameEachTime() throws Exception {
    MailSample sample = Samples.plain("news", "The casino and the replica, the ladder");
    ClassifyMail task = new ClassifyMail();
    task.open();

    LearnedFinding first = run(task, EmailSettings.defaults(), sample);
    run(task, EmailSettings.defaults(), Samples.html("<p>" + "something else ".repeat(9_000)));

    assertThat(run(task, EmailSettings.defaults(), sample)).isEqualTo(first);
  }

  @Test
  void takesAnotherModelBetweenTwoMessages() throws Exception {
    MailModel toy = Trainer.train(Samples.toy(1, 150), 42);
    MailSample sample = Samples.plain("news", "casino");
    ClassifyMail task = new ClassifyMail();
    task.open();

    LearnedFinding before = run(task, EmailSettings.defaults(), sample);
    LearnedFinding after = run(task, EmailSettings.defaults().withModel(toy), sample);

    assertThat(before.model()).isEqualTo(EmailSettings.defaults().model().id());
    assertThat(after.model()).isEqualTo(toy.id());
  }

  @Test
  void hasAnAnswerForAnEmptyMessage() throws Exception {
    LearnedFinding finding = shipped(new MailSample(null, null, null, List.of()));

    assertThat(finding.logOdds()).isFinite();
    assertThat(finding.spamWords()).isEmpty();
    assertThat(finding.hamWords()).isEmpty();
  }

  @Test
  void hasAnAnswerForHostileTexts() throws Exception {
    StringBuilder every = new StringBuilder();
    for (int c = 1; c < 0x10000; c++) {
      every.append((char) c);
    }
    for (String text :
        List.of(every.toString(), "<a b='".repeat(200_000), "free ".repeat(300_000), "\ud800")) {
      LearnedFinding finding = shipped(new MailSample(text, text, text, List.of("type:text/html")));

      assertThat(finding.logOdds()).isFinite();
      assertThat(finding.spamWords()).allMatch(word -> word.length() < 60);
    }
  }

  private static LearnedFinding shipped(MailSample sample) throws Exception {
    return classified(EmailSettings.defaults().model(), sample);
  }

  private static LearnedFinding classified(MailModel model, MailSample sample) throws Exception {
    ClassifyMail task = new ClassifyMail();
    task.open();
    return run(task, EmailSettings.defaults().withModel(model), sample);
  }

  private static LearnedFinding run(ClassifyMail task, EmailSettings settings, MailSample sample)
      throws Exception {
    try (RecordingContext<Finding> context =
        new RecordingContext<Finding>().with(EmailSettings.class, settings)) {
      task.run(sample, context);
      return context.results().get(0).learned();
    }
  }
}
