package io.taskweir.deploy;

import io.taskweir.connectors.files.MailFiles;
import io.taskweir.job.ShippedWorkflow;
import java.util.List;
import java.util.Map;

/** The email workflow as a bounded run sees it. */
final class EmailPlan {

  private EmailPlan() {}

  /** Messages of {@code mail} through the workflow as it is. */
  static WorkflowPlan of(MailFiles mail) {
    return of(feed(mail), ShippedWorkflow.EMAIL::build);
  }

  /** Hands over the messages of {@code mail}. */
  static WorkflowPlan.Feed feed(MailFiles mail) {
    return (topic, after) ->
        mail.forEach(
            message -> {
              topic.send(message.source(), message.content());
              after.run();
            });
  }

  /** Messages of {@code feed} through {@code graph}. */
  static WorkflowPlan of(WorkflowPlan.Feed feed, WorkflowPlan.Graph graph) {
    return new WorkflowPlan(
        "email",
        "messages",
        new EmailResults(),
        List.of("receive-mail", "parse-mail", "decide"),
        "parse-mail",
        List.of(
            "analyze-text",
            "analyze-link",
            "analyze-attachment",
            "analyze-sender",
            "classify-mail"),
        Map.of(),
        feed,
        graph);
  }
}
