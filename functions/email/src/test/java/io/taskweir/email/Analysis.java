package io.taskweir.email;

import io.taskweir.engine.Gathered;
import io.taskweir.engine.RecordingContext;
import io.taskweir.engine.TaskFunction;
import java.util.List;

/** Runs one analysis outside of any stage, for tests. */
final class Analysis {

  private Analysis() {}

  static TextFinding ofText(String plain, String html) throws Exception {
    return of(new AnalyzeText(), new MailText(plain, html)).text();
  }

  static LinkFinding of(Link link) throws Exception {
    return of(new AnalyzeLink(), link).link();
  }

  static AttachmentFinding of(Attachment attachment) throws Exception {
    return of(new AnalyzeAttachment(), attachment).attachment();
  }

  static SenderFinding of(Sender sender) throws Exception {
    return of(new AnalyzeSender(), sender).sender();
  }

  static Verdict of(Mail mail, List<Finding> findings) throws Exception {
    return of(new Gathered<>(mail, findings, List.of(), List.of()));
  }

  static Verdict of(Gathered<Mail, Finding> gathered) throws Exception {
    return of(new Decide(), gathered);
  }

  static List<String> codes(List<Reason> reasons) {
    return reasons.stream().map(Reason::code).toList();
  }

  private static <I, O> O of(TaskFunction<I, O> task, I input) throws Exception {
    task.open();
    try (RecordingContext<O> context = new RecordingContext<>()) {
      task.run(input, context);
      return context.results().get(0);
    }
  }
}
