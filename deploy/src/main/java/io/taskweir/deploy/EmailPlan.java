package io.taskweir.deploy;

import io.taskweir.connectors.files.MailFiles;
import java.util.List;

/** The email workflow as a bounded run sees it. */
final class EmailPlan {

  private EmailPlan() {}

  /** Messages of {@code mail} through {@code graph}. */
  static WorkflowPlan of(MailFiles mail, WorkflowPlan.Graph graph) {
    return new WorkflowPlan(
        "email",
        "messages",
        "verdicts",
        List.of("receive-mail", "parse-mail", "decide"),
        "parse-mail",
        List.of("analyze-text", "analyze-link", "analyze-attachment"),
        (topic, after) ->
            mail.forEach(
                message -> {
                  topic.send(message.source(), message.content());
                  after.run();
                }),
        graph);
  }
}
