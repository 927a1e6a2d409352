package io.taskweir;

import io.taskweir.email.Finding;
import io.taskweir.email.Link;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import java.io.IOException;

/**
 * Judges links, but for some hosts fails: for {@link Mailbag#FLAKY} ones the first time, and only
 * after it has emitted; for {@link Mailbag#DOWN} ones always.
 */
public final class TroubledLinks implements TaskFunction<Link, Finding> {

  private static final long serialVersionUID = 1L;

  private final TaskFunction<Link, Finding> whole;

  /** Judges as {@code whole} does, where it judges. */
  public TroubledLinks(TaskFunction<Link, Finding> whole) {
    this.whole = whole;
  }

  @Override
  public void open() throws Exception {
    whole.open();
  }

  @Override
  public void run(Link link, TaskContext<Finding> context) throws Exception {
    whole.run(link, context);
    String host = String.valueOf(link.host());
    boolean first = context.task().attempt() == 1;
    if (host.endsWith(Mailbag.DOWN) || (host.endsWith(Mailbag.FLAKY) && first)) {
      throw new IOException("no answer from " + host);
    }
  }
}
