package io.taskweir.deploy;

import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.job.JobConfig;
import io.taskweir.job.Options;
import io.taskweir.job.ShippedWorkflow;
import java.util.List;

/** What the stages of a shipped workflow audit, as a configuration says it. */
record StageAudit(JobConfig config) {

  /** Its stages in order; none of a workflow that does not ship. */
  List<String> stages(String workflow) {
    return ShippedWorkflow.all().stream()
        .filter(shipped -> shipped.label().equals(workflow))
        .flatMap(shipped -> shipped.stageNames().stream())
        .toList();
  }

  /** Those of them whose successes are not audited. */
  List<String> quiet(String workflow) {
    return stages(workflow).stream()
        .filter(stage -> config.stage(workflow, stage).get(Options.AUDIT) != AuditLevel.ALL)
        .toList();
  }
}
