package io.taskweir;

import io.taskweir.email.Attachment;
import io.taskweir.email.Confusion;
import io.taskweir.email.FeedbackChange;
import io.taskweir.email.Finding;
import io.taskweir.email.Link;
import io.taskweir.email.Mail;
import io.taskweir.email.MailSample;
import io.taskweir.email.MailText;
import io.taskweir.email.Opinion;
import io.taskweir.email.Sender;
import io.taskweir.email.Verdict;
import io.taskweir.engine.Gathered;
import io.taskweir.engine.Output;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.job.EmailTasks;
import io.taskweir.state.Content;
import java.util.List;

/**
 * A task that crashes where {@link Faults} has it so: before it has done anything, or when it has
 * done everything but return.
 *
 * <p>Text is analysed in one chain with the parser, and a verdict is decided in one with the join,
 * so a crash there strikes in the middle of what the stage before it emits.
 */
abstract class Faulty<I, O> implements TaskFunction<I, O> {

  private static final long serialVersionUID = 1L;

  private final String stage;
  private final TaskFunction<I, O> whole;

  private Faulty(String stage, TaskFunction<I, O> whole) {
    this.stage = stage;
    this.whole = whole;
  }

  /** All tasks, faulty. Each is a class of its own, so that its types can be read from it. */
  static EmailTasks all(EmailTasks whole) {
    return new EmailTasks(
        new Faulty<Content, Mail>("parse-mail", whole.parse()) {},
        new Faulty<MailText, Finding>("analyze-text", whole.text()) {},
        new Faulty<Link, Finding>("analyze-link", new TroubledLinks(whole.link())) {},
        new Faulty<Attachment, Finding>("analyze-attachment", whole.attachment()) {},
        new Faulty<Sender, Finding>("analyze-sender", whole.sender()) {},
        new Faulty<MailSample, Finding>("classify-mail", whole.classify()) {},
        new Faulty<Gathered<Mail, Finding>, Verdict>("decide", whole.decide()) {},
        new Faulty<Opinion, FeedbackChange>("join-feedback", whole.join()) {},
        new Faulty<FeedbackChange, Confusion>("count-feedback", whole.count()) {});
  }

  @Override
  public void open() throws Exception {
    whole.open();
  }

  @Override
  public List<Output<?>> outputs() {
    return whole.outputs();
  }

  @Override
  public void run(I input, TaskContext<O> context) throws Exception {
    Faults.reached(stage + " begins");
    whole.run(input, context);
    Faults.reached(stage + " ends");
  }
}
