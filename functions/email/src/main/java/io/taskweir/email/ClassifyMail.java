package io.taskweir.email;

import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;

/**
 * Asks the trained model what a message is, and which of its words say so.
 *
 * <p>It keeps no state and rejects nothing. The model is the one that {@link EmailSettings} name;
 * it is the one in the jar until a setting says otherwise, and then changes between two messages.
 * Costs a pass over the texts, up to the bounds of {@link MailFeatures}, and 2 MB a subtask beside
 * the model.
 */
public final class ClassifyMail implements TaskFunction<MailSample, Finding> {

  private static final long serialVersionUID = 1L;

  private transient MailFeatures features;
  private transient Evidence evidence;

  @Override
  public void open() {
    features = new MailFeatures();
    evidence = new Evidence();
  }

  @Override
  public void run(MailSample input, TaskContext<Finding> context) {
    MailModel model = context.settings(EmailSettings.class).model();
    FeatureVector vector = features.of(input);
    double logOdds = model.logOdds(vector);
    Evidence.Words words = evidence.of(model, features, vector);
    context.emit(
        Finding.of(new LearnedFinding(model.id(), Rule.round(logOdds), words.spam(), words.ham())));
  }
}
