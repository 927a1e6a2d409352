package io.taskweir.deploy.train;

import io.taskweir.email.MailFeatures;
import io.taskweir.email.MailModel;
import io.taskweir.email.Trainer;
import java.util.List;
import java.util.Locale;

/** What stands beside a model: what it was made of, and how good it is. The same text each time. */
final class ModelCard {

  private final StringBuilder text = new StringBuilder();

  /** Begins with the model itself. */
  ModelCard(MailModel model, String date, long seed) {
    line("# A model of spam");
    line("");
    line("Written by `./taskweir train email`; another run on the same data with the same seed");
    line("writes the same bytes.");
    line("");
    line("| | |");
    line("|---|---|");
    row(
        "model",
        model.id() + ", " + String.format(Locale.ROOT, "%,d", model.bytes().length) + " bytes");
    row("trained", date);
    row("seed", Long.toString(seed));
    row(
        "method",
        "logistic regression, stochastic gradient descent: "
            + Trainer.PASSES
            + " passes, rate "
            + Trainer.RATE
            + " falling, decay "
            + Trainer.DECAY);
    row("feature scheme", MailFeatures.SCHEME + ", see `MailFeatures`");
    row(
        "weights",
        String.format(
            Locale.ROOT, "%,d of %,d are not zero, a byte each", model.size(), MailFeatures.SPACE));
  }

  void data(List<DataFolder> folders, int copies, List<String> rejected) {
    line("");
    line("## Data");
    line("");
    line("| data | as | messages | SHA-256 over the messages' digests |");
    line("|---|---|---:|---|");
    for (DataFolder folder : folders) {
      line(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,d | `%s` |",
              folder.name(),
              folder.spam() ? "spam" : "ham",
              folder.messages(),
              folder.digest()));
    }
    line("");
    line(copies + " messages had the bytes of one before and count once; " + rejected.size());
    line("were rejected, as the workflow rejects them, and are in no figure here.");
  }

  /** A table under a title, after some words. */
  void table(String title, String words, String table) {
    line("");
    line("## " + title);
    line("");
    line(words);
    line("");
    line("```text");
    text.append(table);
    line("```");
  }

  private void row(String what, String value) {
    line("| " + what + " | " + value + " |");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
