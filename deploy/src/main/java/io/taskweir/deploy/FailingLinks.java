package io.taskweir.deploy;

import io.taskweir.email.Finding;
import io.taskweir.email.Link;
import io.taskweir.engine.Scratch;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import java.io.IOException;

/**
 * Fails on the links of a few of the demo's messages, to show what becomes of a task that throws.
 * Nothing but the demo has it, and no real host can end in {@code .example}.
 */
final class FailingLinks implements TaskFunction<Link, Finding> {

  /** Fails once, then works: a retry that succeeds. */
  static final String ONCE = "once.failing.example";

  /** Never works: a dead letter of class TRANSIENT. */
  static final String ALWAYS = "always.failing.example";

  /** Fills its scratch directory: a dead letter of class RESOURCE. */
  static final String FULL = "full.failing.example";

  /** Is wrong: a dead letter of class BUG. */
  static final String WRONG = "wrong.failing.example";

  private static final long QUOTA = 1L << 30;

  private final TaskFunction<Link, Finding> real;

  FailingLinks(TaskFunction<Link, Finding> real) {
    this.real = real;
  }

  @Override
  public void open() throws Exception {
    real.open();
  }

  @Override
  public void run(Link link, TaskContext<Finding> context) throws Exception {
    String host = link.host() == null ? "" : link.host();
    switch (host) {
      case ONCE -> {
        if (context.task().attempt() == 1) {
          throw new IOException("the demo refuses the first attempt on " + host);
        }
      }
      case ALWAYS -> throw new IOException("the demo refuses every attempt on " + host);
      case FULL -> throw new Scratch.QuotaExceeded(QUOTA);
      case WRONG -> throw new IllegalStateException("the demo is wrong about " + host);
      default -> {
        // Every other link is analysed as ever.
      }
    }
    real.run(link, context);
  }
}
