package io.taskweir;

import io.taskweir.email.Finding;
import io.taskweir.email.Link;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.job.EmailTasks;
import java.io.IOException;

/** Judges links on a day on which no site under {@link #SLOW} answers. */
final class UnansweredLinks implements TaskFunction<Link, Finding> {

  static final String SLOW = "slow.example";

  private static final long serialVersionUID = 1L;

  private final TaskFunction<Link, Finding> whole;

  private UnansweredLinks(TaskFunction<Link, Finding> whole) {
    this.whole = whole;
  }

  static EmailTasks in(EmailTasks whole) {
    return whole.withLink(new UnansweredLinks(whole.link()));
  }

  @Override
  public void open() throws Exception {
    whole.open();
  }

  @Override
  public void run(Link link, TaskContext<Finding> context) throws Exception {
    if (String.valueOf(link.host()).endsWith(SLOW)) {
      throw new IOException("no answer from " + link.host());
    }
    whole.run(link, context);
  }
}
