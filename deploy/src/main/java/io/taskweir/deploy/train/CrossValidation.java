package io.taskweir.deploy.train;

import io.taskweir.deploy.Progress;
import io.taskweir.email.LabelledMail;
import io.taskweir.email.MailFeatures;
import io.taskweir.email.MailModel;
import io.taskweir.email.Trainer;
import java.util.ArrayList;
import java.util.List;

/** Scores each message with a model that has seen neither it nor any near-duplicate of it. */
final class CrossValidation {

  private final List<Example> examples;
  private final Folds folds;
  private final long seed;
  private final Progress progress;

  CrossValidation(List<Example> examples, Folds folds, long seed, Progress progress) {
    this.examples = examples;
    this.folds = folds;
    this.seed = seed;
    this.progress = progress;
  }

  /** The log-odds of each message, not calibrated. */
  double[] scores(View view) {
    double[] scores = new double[examples.size()];
    List<LabelledMail> mails = examples.stream().map(view::ours).toList();
    MailFeatures features = new MailFeatures();
    for (int fold = 0; fold < folds.count(); fold++) {
      int shown = fold + 1;
      progress.show(() -> view.label() + ": fold " + shown + " of " + folds.count());
      MailModel model = Trainer.train(AsMarkup.besides(outside(mails, fold)), seed + fold);
      for (int i = 0; i < scores.length; i++) {
        if (folds.of()[i] == fold) {
          scores[i] = model.raw(features.of(mails.get(i).sample()));
        }
      }
    }
    return scores;
  }

  private List<LabelledMail> outside(List<LabelledMail> mails, int fold) {
    List<LabelledMail> outside = new ArrayList<>();
    for (int i = 0; i < mails.size(); i++) {
      if (folds.of()[i] != fold) {
        outside.add(mails.get(i));
      }
    }
    return outside;
  }
}
