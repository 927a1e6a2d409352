package io.taskweir.email;

import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import java.util.List;

/**
 * Looks at a link: where it leads against what it displays, whom its host imitates, what stands
 * inside it. It never follows one.
 *
 * <p>What it finds depends on the {@link Link} alone and on no message, time or tenant, so a result
 * may be shared among all of them under {@link Link#identity}; how it compares with a message's
 * sender is {@link SenderLinks}. It keeps no state, rejects nothing, and costs a few passes over
 * the URL.
 */
public final class AnalyzeLink implements TaskFunction<Link, Finding> {

  private transient LinkKnowledge known;

  @Override
  public void open() {
    known = LinkKnowledge.shipped();
  }

  @Override
  public void run(Link input, TaskContext<Finding> context) {
    List<Reason> reasons = LinkSignals.of(input, known);
    context.emit(
        Finding.of(new LinkFinding(input.url(), input.host(), Rule.risk(reasons), reasons)));
  }
}
