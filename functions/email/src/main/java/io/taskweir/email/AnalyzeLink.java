package io.taskweir.email;

import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import java.util.List;

/**
 * Looks at a link: where it leads against what it displays. It never follows one.
 *
 * <p>What it finds depends on the {@link Link} alone and on no message, time or tenant, so a result
 * may be shared among all of them under {@link Link#identity}. It keeps no state and rejects
 * nothing.
 */
public final class AnalyzeLink implements TaskFunction<Link, Finding> {

  private transient HostSpelling spelling;

  @Override
  public void open() {
    spelling = new HostSpelling();
  }

  @Override
  public void run(Link input, TaskContext<Finding> context) {
    List<Reason> reasons = LinkSignals.of(input, spelling);
    context.emit(
        Finding.of(new LinkFinding(input.url(), input.host(), Rule.risk(reasons), reasons)));
  }
}
